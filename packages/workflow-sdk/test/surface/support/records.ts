import { create } from "@bufbuild/protobuf";
import { common } from "@millrace/protocol/temporal";
import { MemoryVisibility } from "../../../src/embedded/visibility/memory-visibility.ts";
import type { VisibilityRecord } from "../../../src/embedded/visibility/record.ts";

const utf8 = new TextEncoder();

/** A value as a client sends a search attribute. */
export function attribute(value: unknown, type?: string): common.Payload {
  const metadata = { encoding: utf8.encode("json/plain"), ...(type === undefined ? {} : { type: utf8.encode(type) }) };
  return create(common.PayloadSchema, { metadata, data: utf8.encode(JSON.stringify(value)) });
}

export function attributes(values: Readonly<Record<string, unknown>>): Record<string, common.Payload> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, attribute(value)]));
}

/** A running workflow whose run id is its id, unless told otherwise. */
export function record(id: string, facts: Partial<VisibilityRecord> = {}): VisibilityRecord {
  return {
    kind: "workflow",
    namespace: "default",
    id,
    runId: id,
    type: "Greet",
    status: "Running",
    taskQueue: "q",
    startTimeMs: 1_000,
    executionTimeMs: facts.startTimeMs ?? 1_000,
    historyLength: 3,
    historySizeBytes: 100,
    stateTransitionCount: 2,
    searchAttributes: {},
    ...facts,
  };
}

export function visibilityOf(...records: readonly VisibilityRecord[]): MemoryVisibility {
  const visibility = new MemoryVisibility();
  for (const one of records) visibility.upsert(one);
  return visibility;
}

export function idsOf(
  visibility: MemoryVisibility,
  query: string,
  kind: VisibilityRecord["kind"] = "workflow",
): string[] {
  const request = { kind, namespace: "default", query, pageSize: 0, pageToken: new Uint8Array() };
  return visibility.list(request).records.map(({ id }) => id);
}
