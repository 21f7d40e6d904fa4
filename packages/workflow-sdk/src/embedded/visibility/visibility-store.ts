import type { common } from "@millrace/protocol/temporal";
import type { SearchAttributeRegistry } from "./attribute-registry.ts";
import type { ExecutionKey, ExecutionKind, VisibilityRecord } from "./record.ts";

/** Which runs. */
export interface QueryRequest {
  readonly kind: ExecutionKind;
  readonly namespace: string;
  /** In the query language of Temporal's lists; empty for all. */
  readonly query: string;
}

export interface ListRequest extends QueryRequest {
  /** At most 1000; 0 for that. */
  readonly pageSize: number;
  /** That of the page before; empty for the first. */
  readonly pageToken: Uint8Array;
}

export interface ListPage {
  /** Open runs first, then the last closed; of equals the last started. */
  readonly records: readonly VisibilityRecord[];
  /** Empty after the last page. */
  readonly nextPageToken: Uint8Array;
}

export interface CountResult {
  readonly count: number;
  /** With `GROUP BY`, in the order of the statuses. */
  readonly groups: readonly CountGroup[];
}

export interface CountGroup {
  readonly values: readonly common.Payload[];
  readonly count: number;
}

/**
 * The lists of a server. Synchronous: what a transition wrote, the next call reads.
 *
 * Its errors are answers to the caller: `invalid_argument` with the place in the query.
 */
export interface VisibilityStore {
  /** The search attributes that a namespace has, and the check of those that a caller sends. */
  readonly attributes: SearchAttributeRegistry;
  /** Adds the run, or replaces what was known of it. */
  upsert(record: VisibilityRecord): void;
  /** Forgets the run; one that is not there is no error. */
  remove(kind: ExecutionKind, namespace: string, key: ExecutionKey): void;
  list(request: ListRequest): ListPage;
  count(request: QueryRequest): CountResult;
}
