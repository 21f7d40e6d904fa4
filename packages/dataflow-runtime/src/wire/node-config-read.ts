import { parseDocument } from "yaml";
import { DataflowError } from "../errors.ts";
import type { InputConfig, NodeConfig, QueuePolicy } from "../node-config.ts";

type Plain = Readonly<Record<string, unknown>>;

/** dora's default of `queue_size`. */
const defaultQueueSize = 10;

/**
 * Reads `DORA_NODE_CONFIG`.
 *
 * @throws `DATAFLOW_INVALID_NODE_CONFIG`; `DATAFLOW_OLD_DORA` for what a daemon before 1.0 wrote
 */
export function nodeConfigFromYaml(yaml: string): NodeConfig {
  const document = parseDocument(yaml, { logLevel: "silent" });
  const [error] = document.errors;
  if (error !== undefined) throw invalid(`it is not YAML: ${error.message}`, error);
  const plain: unknown = document.toJS();
  if (!isPlain(plain)) throw invalid("it is not a mapping");
  const { tag } = (document.get("daemon_communication", true) ?? {}) as { readonly tag?: string };
  const daemon = plain["daemon_communication"];
  // dora writes the variant of an enum as a tag in YAML, and as a key in JSON.
  const untagged = tag?.startsWith("!") && !tag.startsWith("!!") ? { [tag.slice(1)]: daemon } : daemon;
  return nodeConfigFromPlain({ ...plain, daemon_communication: untagged });
}

/** The same fields as plain values, as a dynamic node gets them in JSON. Throws as {@link nodeConfigFromYaml}. */
export function nodeConfigFromPlain(plain: Plain): NodeConfig {
  // Both came with 1.0; before it, the wire was another one.
  if (!("restart_count" in plain) && !("output_routing" in plain)) throw oldDora();
  const run = fields(plain, "run_config");
  const inputs = Object.entries(fields(run, "inputs", {})).map(([id, input]) => [id, inputConfig(id, input)] as const);
  const daemonAddress = addressOf(plain["daemon_communication"]);
  const writeEventsTo = plain["write_events_to"];
  return {
    dataflowId: text(plain, "dataflow_id"),
    nodeId: text(plain, "node_id"),
    inputs: new Map(inputs),
    outputs: list(run["outputs"] ?? [], "run_config.outputs"),
    inputTypes: types(run, "input_types"),
    outputTypes: types(run, "output_types"),
    dataflowDescriptor: plain["dataflow_descriptor"],
    dynamic: plain["dynamic"] === true,
    restartCount: count(plain, "restart_count", 0),
    ...(daemonAddress === undefined ? {} : { daemonAddress }),
    ...(typeof writeEventsTo === "string" ? { writeEventsTo } : {}),
  };
}

function inputConfig(id: string, input: unknown): InputConfig {
  const long: Plain = isPlain(input) ? input : { source: input };
  const queuePolicy = long["queue_policy"] ?? "drop_oldest";
  if (queuePolicy !== "drop_oldest" && queuePolicy !== "backpressure")
    throw invalid(
      `input '${id}' has the queue_policy ${JSON.stringify(queuePolicy)}; known are drop_oldest and backpressure`,
    );
  const timeoutSeconds = long["input_timeout"];
  return {
    source: text(long, "source", `input '${id}'`),
    queueSize: Math.max(1, count(long, "queue_size", defaultQueueSize, `input '${id}'`)),
    queuePolicy: queuePolicy satisfies QueuePolicy,
    ...(typeof timeoutSeconds === "number" ? { inputTimeoutMs: timeoutSeconds * 1000 } : {}),
  };
}

function addressOf(daemon: unknown): string | undefined {
  if (!isPlain(daemon)) return undefined;
  const [kind] = Object.keys(daemon);
  if (kind === "Tcp") return text(fields(daemon, "Tcp"), "socket_addr", "daemon_communication");
  if (kind === "UnixDomain" || kind === "Shmem") throw oldDora();
  throw invalid(`daemon_communication is of kind '${kind}'; a node speaks Tcp`);
}

function types(run: Plain, key: string): ReadonlyMap<string, string> {
  return new Map(Object.entries(fields(run, key, {})).map(([id, type]) => [id, String(type)]));
}

function fields(of: Plain, key: string, absent?: Plain): Plain {
  const value = of[key] ?? absent;
  if (isPlain(value)) return value;
  throw invalid(`'${key}' is not a mapping`);
}

function text(of: Plain, key: string, where = "it"): string {
  const value = of[key];
  if (typeof value === "string") return value;
  throw invalid(`${where} has no text '${key}'`);
}

function count(of: Plain, key: string, absent: number, where = "it"): number {
  const value = of[key] ?? absent;
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return value;
  throw invalid(`${where} has a '${key}' that is no count: ${JSON.stringify(value)}`);
}

function list(value: unknown, where: string): readonly string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === "string")) return value;
  throw invalid(`${where} is not a list of texts`);
}

const isPlain = (value: unknown): value is Plain =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function invalid(what: string, cause?: unknown): DataflowError {
  const message = `the node configuration (DORA_NODE_CONFIG, or the daemon's answer to a dynamic node) is not dora's: ${what}`;
  return new DataflowError("DATAFLOW_INVALID_NODE_CONFIG", message, { cause });
}

function oldDora(): DataflowError {
  return new DataflowError(
    "DATAFLOW_OLD_DORA",
    "the daemon is of dora 0.x or a release candidate of 1.0, and this package speaks the wire of dora 1.x; install dora-rs-cli 1.0.0 or newer",
  );
}
