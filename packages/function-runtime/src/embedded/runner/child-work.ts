import path from "node:path";
import type { EntityRecord, JsonObject, JsonValue } from "../../entity.ts";
import { FunctionError } from "../../errors.ts";
import { actionOf } from "../../kinds.ts";
import { sourceFolder } from "../../source-folder.ts";
import type { EmbeddedPlatform } from "../embedded-platform.ts";
import type { ServeCommand, ServeOrder } from "../http/serve-messages.ts";
import { runEntry, serveEntry } from "./child-command.ts";
import type { ChildOrders } from "./child-life.ts";
import type { ToChild } from "./child-messages.ts";

/** What a run's process executes, and what it is told. */
export interface ChildWork {
  readonly entry: URL;
  readonly orders: ChildOrders;
  /** Gives back what was prepared for it. */
  readonly release: () => Promise<void>;
}

/** Jobs and builds fetch their sources themselves; a service is given a folder, which its replicas share. */
export async function childWork(
  run: EntityRecord,
  platform: EmbeddedPlatform,
  signal: AbortSignal,
): Promise<ChildWork> {
  if (actionOf(run.kind) === "serve") return serviceWork(run, platform, signal);
  const start: ToChild = { type: "start", run, root: platform.dir };
  const end = (reason: string): ToChild => ({ type: "abort", reason });
  return { entry: runEntry, orders: { start, end }, release: async () => undefined };
}

async function serviceWork(run: EntityRecord, platform: EmbeddedPlatform, signal: AbortSignal): Promise<ChildWork> {
  const { spec } = run;
  const source = objectOf(spec["source"]);
  const { handler, init_function: initFunction } = source;
  if (typeof handler !== "string") {
    throw new FunctionError("FUNCTION_RUN_NOT_EXECUTABLE", `the function of run '${run.id}' lacks spec.source.handler`);
  }
  const { folder, codeFile, release } = await sourceFolder(source, {
    root: path.join(platform.dir, "src"),
    run,
    requirements: textsOf(spec["requirements"]),
    platform,
    signal,
  });
  const replicas = spec["replicas"];
  const order: ServeOrder = {
    source: {
      folder,
      handler,
      ...(typeof initFunction === "string" ? { initFunction } : {}),
      ...(codeFile === undefined ? {} : { codeFile }),
    },
    service: { run, root: platform.dir },
    ...(typeof replicas === "number" && replicas > 0 ? { replicas } : {}),
    options: { port: 0, initParameters: objectOf(spec["init_parameters"]) },
  };
  const start: ServeCommand = { type: "serve", order, workerId: 0 };
  const end = (): ServeCommand => ({ type: "close" });
  return { entry: serveEntry, orders: { start, end }, release };
}

const objectOf = (value: JsonValue | undefined): JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

const textsOf = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]).filter((one) => typeof one === "string") : [];
