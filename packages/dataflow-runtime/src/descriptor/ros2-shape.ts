import type { RawInput } from "./input-shape.ts";
import type { RawOutput } from "./ports-shape.ts";
import { oneOf, text, type ReadContext, type Reader } from "./reader.ts";
import { optional, struct, withDefault, type Field, type ReadOf } from "./struct.ts";

const kinds = ["topic", "topics", "service", "action"] as const;

interface BridgeFields {
  readonly topic: Field<string | undefined>;
  readonly message_type: Field<string | undefined>;
  readonly service: Field<string | undefined>;
  readonly service_type: Field<string | undefined>;
  readonly action: Field<string | undefined>;
  readonly action_type: Field<string | undefined>;
  readonly direction: Field<"subscribe" | "publish">;
  readonly role: Field<"client" | "server" | undefined>;
  readonly namespace: Field<string>;
  readonly node_name: Field<string | undefined>;
}

/** A bridge to ROS 2 as its file has it; `topics`, `qos` and `transport` are left to dora. */
export type RawBridge = ReadOf<BridgeFields>;

const fields: BridgeFields = {
  topic: optional(text),
  message_type: optional(text),
  service: optional(text),
  service_type: optional(text),
  action: optional(text),
  action_type: optional(text),
  direction: withDefault(oneOf(["subscribe", "publish"]), "subscribe"),
  role: optional(oneOf(["client", "server"])),
  namespace: withDefault(text, "/"),
  node_name: optional(text),
};

const bridge = struct("a ROS 2 bridge", fields, { elsewhere: ["topics", "qos", "transport"] });

export const ros2: Reader<RawBridge> = (part, context) => {
  const found = bridge(part, context);
  if (found !== undefined) checkKind(found, context);
  return found;
};

function checkKind({ part, ...found }: RawBridge, { problems }: ReadContext): void {
  const add = (message: string): undefined => problems.add("DATAFLOW_INVALID_FIELD", part, message);
  const given = kinds.filter((kind) => part.entries.has(kind));
  const [kind] = given;
  if (kind === undefined) return add("ros2 config requires one of 'topic', 'topics', 'service' or 'action'");
  if (given.length > 1)
    return add(`ros2 config has ${given.join(" and ")}, which exclude each other; keep one of them`);
  const topics = part.entries.get("topics")?.value;
  if (topics !== undefined && !(topics.kind === "list" && topics.items.length > 0))
    return add("ros2 'topics' must be a list of at least one topic");
  if (kind === "topics") return;
  const type = kind === "topic" ? "message_type" : (`${kind}_type` as const);
  if (found[type] === undefined) add(`ros2 config with '${kind}' requires '${type}'`);
  if (kind !== "topic" && found.role === undefined) add(`ros2 ${kind} bridge requires 'role', client or server`);
}

/** What a bridge of topics lacks among its node's ports; `undefined` if nothing. */
export function missingPort(
  { direction, part }: RawBridge,
  inputs: ReadonlyMap<string, RawInput> | undefined,
  outputs: readonly RawOutput[] | undefined,
): string | undefined {
  if (!part.entries.has("topic")) return undefined;
  if (direction === "publish") return inputs?.size === 0 ? "publish bridge requires at least one input" : undefined;
  return outputs?.length === 0 ? "subscribe bridge requires at least one output" : undefined;
}
