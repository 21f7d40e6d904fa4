import process from "node:process";
import type { Logger } from "@millrace/protocol";
import type { JsonObject } from "./entity.ts";

/** Says so when a function asks for another version of Node than the one that is about to execute it. */
export function warnOfOtherNode(spec: JsonObject, logger: Logger): void {
  const wanted = spec["node_version"];
  const here = `NODE_${process.versions.node.split(".", 1)[0]}`;
  if (typeof wanted !== "string" || wanted === here) return;
  const message = `the function asks for ${wanted} and is executed by ${here}`;
  logger.warn({ code: "FUNCTION_NODE_VERSION_DIFFERS", wanted, here }, message);
}
