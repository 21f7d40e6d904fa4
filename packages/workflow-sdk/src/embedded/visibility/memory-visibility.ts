import { create } from "@bufbuild/protobuf";
import { createPayload } from "@millrace/protocol/payload";
import { common } from "@millrace/protocol/temporal";
import { queryError } from "./query/query-error.ts";
import { SearchAttributeRegistry } from "./attribute-registry.ts";
import { OrderedRecords } from "./ordered-records.ts";
import { decodePageToken, encodePageToken } from "./page-token.ts";
import { compileQuery, type CompiledQuery } from "./query/compile.ts";
import type { Field } from "./query/fields.ts";
import { executionStatuses, type ExecutionKey, type ExecutionKind, type VisibilityRecord } from "./record.ts";
import type {
  CountGroup,
  CountResult,
  ListPage,
  ListRequest,
  QueryRequest,
  VisibilityStore,
} from "./visibility-store.ts";

/** The largest page, and the one that callers get who ask for none. */
const maxPageSize = 1000;

/** Lists in memory. */
export class MemoryVisibility implements VisibilityStore {
  readonly attributes: SearchAttributeRegistry;
  readonly #indexes = new Map<string, Index>();

  constructor(attributes: SearchAttributeRegistry = new SearchAttributeRegistry()) {
    this.attributes = attributes;
  }

  upsert(record: VisibilityRecord): void {
    const key = indexKey(record.kind, record.namespace);
    const index = this.#indexes.get(key) ?? new Index();
    this.#indexes.set(key, index);
    index.upsert(record);
  }

  remove(kind: ExecutionKind, namespace: string, key: ExecutionKey): void {
    this.#indexes.get(indexKey(kind, namespace))?.remove(key);
  }

  list({ pageSize, pageToken, ...request }: ListRequest): ListPage {
    const { matches, groupBy } = this.#compile(request);
    if (groupBy !== undefined) throw queryError("operation is not supported", "'GROUP BY' clause in a list", 1);
    const size = pageSize > 0 ? Math.min(pageSize, maxPageSize) : maxPageSize;
    const records: VisibilityRecord[] = [];
    for (const record of this.#index(request).after(decodePageToken(pageToken))) {
      if (!matches(record)) continue;
      // One more than fits: there is a next page.
      if (records.length === size) {
        return { records, nextPageToken: encodePageToken(records[size - 1] as VisibilityRecord) };
      }
      records.push(record);
    }
    return { records, nextPageToken: new Uint8Array() };
  }

  count(request: QueryRequest): CountResult {
    const { matches, groupBy } = this.#compile(request);
    const counts = new Map<string | undefined, number>();
    let count = 0;
    for (const record of this.#index(request).after(undefined)) {
      if (!matches(record)) continue;
      count += 1;
      const value = groupBy?.read(record) as string | undefined;
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return { count, groups: groupBy === undefined ? [] : groupsOf(counts, groupBy) };
  }

  #compile({ kind, namespace, query }: QueryRequest): CompiledQuery {
    return compileQuery(query, { kind, namespace, attributes: this.attributes });
  }

  #index({ kind, namespace }: QueryRequest): Index {
    return this.#indexes.get(indexKey(kind, namespace)) ?? new Index();
  }
}

const indexKey = (kind: ExecutionKind, namespace: string): string => `${kind}/${namespace}`;

/** The runs of one kind in one namespace. */
class Index {
  readonly #byRun = new Map<string, VisibilityRecord>();
  readonly #open = new OrderedRecords();
  readonly #closed = new OrderedRecords();

  upsert(record: VisibilityRecord): void {
    const before = this.#byRun.get(record.runId);
    this.#byRun.set(record.runId, record);
    if (before?.startTimeMs === record.startTimeMs && before.closeTimeMs === record.closeTimeMs) {
      this.#part(record).replace(record);
      return;
    }
    if (before !== undefined) this.#part(before).remove(before);
    this.#part(record).insert(record);
  }

  remove({ runId }: ExecutionKey): void {
    const record = this.#byRun.get(runId);
    if (record === undefined) return;
    this.#byRun.delete(runId);
    this.#part(record).remove(record);
  }

  *after(place: Parameters<OrderedRecords["after"]>[0]): Generator<VisibilityRecord> {
    if (place?.closeTimeMs === undefined) {
      yield* this.#open.after(place);
      yield* this.#closed.after(undefined);
    } else yield* this.#closed.after(place);
  }

  #part({ closeTimeMs }: VisibilityRecord): OrderedRecords {
    return closeTimeMs === undefined ? this.#open : this.#closed;
  }
}

/** In the order of the statuses; of other fields, by text, and first the runs that have no value. */
function groupsOf(counts: ReadonlyMap<string | undefined, number>, { target }: Field): readonly CountGroup[] {
  const order = (value: string | undefined): string =>
    target === "ExecutionStatus" ? String(executionStatuses.findIndex((status) => status === value)) : (value ?? "");
  return [...counts]
    .sort(([a], [b]) => (order(a) < order(b) ? -1 : 1))
    .map(([value, count]) => ({ values: [groupValue(value)], count }));
}

function groupValue(value: string | undefined): common.Payload {
  const data = new TextEncoder().encode(JSON.stringify(value ?? null));
  return create(common.PayloadSchema, createPayload("json/plain", data, { type: "Keyword" }));
}
