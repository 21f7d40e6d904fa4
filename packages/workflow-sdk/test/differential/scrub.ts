import { encodingOf, type Payload } from "@millrace/protocol/payload";

const uuid = /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/g;
/** What differs from play to play though nothing is different. */
const varying: ReadonlySet<string> = new Set([
  "historySizeBytes",
  "firstWorkflowTaskBackoff",
  "taskToken",
  "stateTransitionCount",
  "executionDuration",
  "longPollToken",
  "stateSizeBytes",
]);

/** A payload as a line. */
export const payloadLine = (payload: Payload): string => {
  const metadata = Object.entries(payload.metadata)
    .filter(([name]) => name !== "encoding")
    .map(([name, value]) => ` ${name}=${Buffer.from(value).toString()}`)
    .toSorted();
  return `${encodingOf(payload)}${metadata.join("")}: ${Buffer.from(payload.data).toString()}`;
};

/** Makes ids, times and sizes of one play the same as those of any other; equal ids stay equal. */
export class Scrubber {
  readonly #ids = new Map<string, string>();
  readonly #name: string;

  constructor(name: string) {
    this.#name = name;
  }

  scrub(value: unknown, field = ""): unknown {
    if (varying.has(field)) return `<${field}>`;
    if (value instanceof Date) return "<time>";
    if (value instanceof Uint8Array) return Buffer.from(value).toString("base64");
    if (typeof value === "string") return this.text(value);
    if (Array.isArray(value)) return value.map((item) => this.scrub(item));
    if (typeof value !== "object" || value === null) return value;
    // By name: servers set fields in different orders.
    const fields = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(fields.map(([name, inner]) => [this.text(name), this.scrub(inner, name)]));
  }

  text(text: string): string {
    return text.replaceAll(this.#name, "case").replaceAll(uuid, (id) => {
      const known = this.#ids.get(id) ?? `<id ${this.#ids.size + 1}>`;
      this.#ids.set(id, known);
      return known;
    });
  }
}
