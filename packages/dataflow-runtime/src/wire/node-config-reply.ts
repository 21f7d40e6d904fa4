import { DataflowError } from "../errors.ts";
import type { NodeConfig } from "../node-config.ts";
import { frameHeaderBytes, type Frame } from "./frame.ts";
import { parseExact, stringifyExact } from "../internal/exact-json.ts";
import { malformed } from "./malformed.ts";
import { nodeConfigFromPlain } from "./node-config-read.ts";
import { nodeConfigToPlain } from "./node-config-write.ts";

/** Our own daemon says so: it passes every message itself, so that none misses a dynamic node. */
const ownDaemon = "millrace";

export interface FoundNode {
  readonly config: NodeConfig;
  /** Whether nodes of this daemon may exchange messages without it. */
  readonly directPaths: boolean;
}

/** What our daemon answers to a dynamic node: JSON, where all other replies are binary. */
export function nodeConfigReplyFrame(answer: NodeConfig | { readonly error: string }): Frame {
  const result = "error" in answer ? { Err: answer.error } : { Ok: nodeConfigToPlain(answer) };
  const json = stringifyExact({ NodeConfig: { result, daemon: ownDaemon } });
  const body = Buffer.from(json);
  const header = Buffer.alloc(frameHeaderBytes);
  header.writeUInt32LE(body.length);
  return [Buffer.concat([header, body])];
}

/**
 * Reads what the daemon answered to a dynamic node.
 *
 * @throws `DATAFLOW_NO_DYNAMIC_NODE` with the daemon's reason; `DATAFLOW_WIRE_MALFORMED`; as `nodeConfigFromYaml`
 */
export function decodeNodeConfigReply(body: Uint8Array): FoundNode {
  const { NodeConfig: reply } = parseAnswer(body);
  const { result, daemon } = reply ?? {};
  if (result?.Ok !== undefined) return { config: nodeConfigFromPlain(result.Ok), directPaths: daemon !== ownDaemon };
  if (typeof result?.Err === "string") {
    const message = `the daemon has no dynamic node for this process: ${result.Err}; start the dataflow first, and give the node 'path: dynamic'`;
    throw new DataflowError("DATAFLOW_NO_DYNAMIC_NODE", message);
  }
  throw malformed("the daemon's answer to a dynamic node", "it has neither a configuration nor an error");
}

interface Reply {
  readonly result?: { readonly Ok?: Readonly<Record<string, unknown>>; readonly Err?: unknown };
  readonly daemon?: unknown;
}

function parseAnswer(body: Uint8Array): { readonly NodeConfig?: Reply } {
  try {
    const value = parseExact(body);
    if (typeof value === "object" && value !== null) return value;
  } catch (cause) {
    throw malformed("the daemon's answer to a dynamic node", `it is not JSON (${String(cause)})`);
  }
  throw malformed("the daemon's answer to a dynamic node", "it is not a JSON object");
}
