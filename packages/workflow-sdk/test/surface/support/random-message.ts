import { ScalarType, type DescField, type DescMessage } from "@bufbuild/protobuf";
import type { SeededRandom } from "@millrace/protocol/testing";

/** Words that mean something to the server, so that random requests get further than its first check. */
const words = ["a", "a", "a", "q", "Greet", "WorkflowId = 'a'", "", "x".repeat(1500), "\u{1f600}", "/_sys/q"];
/** Most requests would be refused for these alone. */
const mostlyEmpty = new Set(["run_id", "next_page_token", "first_execution_run_id"]);

/** A request of a type with random fields: fitting, absurd or missing. */
export function randomMessage(desc: DescMessage, random: SeededRandom, depth = 0): Record<string, unknown> {
  const message: Record<string, unknown> = {};
  for (const member of desc.members) {
    if (member.kind === "oneof") {
      const field = random.pick(member.fields);
      const value = one(field, random, depth);
      if (random.next() < 0.6 && value !== undefined) message[member.localName] = { case: field.localName, value };
    } else if (member.name === "namespace") message[member.localName] = random.next() < 0.95 ? "default" : "nope";
    else if (random.next() < (mostlyEmpty.has(member.name) ? 0.1 : 0.8)) {
      const value = valueOf(member, random, depth);
      if (value !== undefined) message[member.localName] = value;
    }
  }
  return message;
}

function valueOf(field: DescField, random: SeededRandom, depth: number): unknown {
  if (field.fieldKind === "list") {
    const item = one(field, random, depth);
    return item === undefined ? [] : [item];
  }
  if (field.fieldKind !== "map") return one(field, random, depth);
  const value = one(field, random, depth);
  const key = field.mapKey === ScalarType.STRING ? random.pick(words) : 1;
  return value === undefined ? {} : { [key]: value };
}

function one(field: DescField, random: SeededRandom, depth: number): unknown {
  if (field.message !== undefined) return depth > 3 ? undefined : randomMessage(field.message, random, depth + 1);
  if (field.enum !== undefined) return random.pick([0, 0, 1, 1, 2, 3, 99]);
  return random.pick(scalars.get(field.scalar ?? ScalarType.INT32) ?? [0, 1, 5, 2 ** 30]);
}

const int64s = [0n, 1n, 1n, 60n, 86_400n, -1n, 2n ** 62n];

/** The others are numbers of 32 bits. */
const scalars: ReadonlyMap<ScalarType, readonly unknown[]> = new Map<ScalarType, readonly unknown[]>([
  [ScalarType.STRING, words],
  [ScalarType.BOOL, [true, false]],
  [ScalarType.BYTES, [new Uint8Array(), new Uint8Array([1, 2, 3]), new TextEncoder().encode('{"kind":"activity"}')]],
  [ScalarType.INT64, int64s],
  [ScalarType.SINT64, int64s],
  [ScalarType.SFIXED64, int64s],
  [ScalarType.DOUBLE, [0, 1, 2, -1, Number.NaN]],
  [ScalarType.FLOAT, [0, 1, 2, -1, Number.NaN]],
]);
