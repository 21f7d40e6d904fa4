import { UdfError } from "../errors.ts";

interface HasId {
  readonly id: string;
}

/** How many ids a message names. */
const named = 3;

/**
 * The engine demands exactly one answer for each message of a batch, and names its own error where there are more or
 * fewer; this one names the ids.
 *
 * @throws `UDF_SINK_RESPONSES`
 */
export function checkResponses(batch: readonly HasId[], responses: readonly HasId[]): void {
  // As most handlers answer; anything else costs a search.
  if (isInOrder(batch, responses)) return;
  const open = new Set(batch.map(({ id }) => id));
  const expected = new Set(open);
  const doubled: string[] = [];
  const unknown: string[] = [];
  for (const { id } of responses) {
    if (open.delete(id)) continue;
    (expected.has(id) ? doubled : unknown).push(id);
  }
  const faults = [
    faultOf("no answer for", [...open]),
    faultOf("more than one for", doubled),
    faultOf("one for", unknown),
  ];
  const found = faults.filter((fault) => fault !== "");
  if (found.length === 0) return;
  const hint = unknown.length > 0 ? " (no message of the batch has that id)" : "";
  const message = `a sink must answer each of the ${batch.length} messages of its batch once; it gave ${found.join(", and ")}${hint}`;
  throw new UdfError("UDF_SINK_RESPONSES", message, { details: { missing: [...open], doubled, unknown } });
}

function isInOrder(batch: readonly HasId[], responses: readonly HasId[]): boolean {
  return batch.length === responses.length && batch.every(({ id }, index) => responses[index]?.id === id);
}

function faultOf(what: string, ids: readonly string[]): string {
  if (ids.length === 0) return "";
  const rest = ids.length > named ? ` and ${ids.length - named} more` : "";
  return `${what} ${ids
    .slice(0, named)
    .map((id) => `'${id}'`)
    .join(", ")}${rest}`;
}
