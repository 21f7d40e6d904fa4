import type { history } from "@millrace/protocol/temporal";
import type { Run } from "../engine/run.ts";
import { invalidArgument } from "../service-errors.ts";

/** Which events of a run are wanted. */
export interface HistoryRange {
  readonly firstId: number;
  /** Inclusive. */
  readonly lastId: number;
  readonly maxEvents: number;
  readonly maxBytes: number;
}

export interface HistoryPage {
  readonly events: history.HistoryEvent[];
  /** Empty after the last page. */
  readonly nextPageToken: Uint8Array;
}

/** Where a reader of a history is. */
export interface HistoryToken {
  readonly runId: string;
  /** Of the next event that it gets. */
  readonly firstId: number;
  /** Of the last that there was when it began. */
  readonly lastId: number;
  /** Whether the run was open then: there may be more. */
  readonly isOpen: boolean;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** One page, and where the next one begins. */
export function historyPage(run: Run, { firstId, lastId, maxEvents, maxBytes }: HistoryRange): HistoryPage {
  const events = run.history.page(firstId, lastId, maxEvents, maxBytes);
  const nextId = firstId + events.length;
  const token = { runId: run.runId, firstId: nextId, lastId, isOpen: false };
  return { events, nextPageToken: nextId > lastId ? new Uint8Array() : encodeHistoryToken(token) };
}

export const encodeHistoryToken = (token: HistoryToken): Uint8Array => encoder.encode(JSON.stringify(token));

/** @throws `invalid_argument` for tokens that this server did not make, or not for this run */
export function decodeHistoryToken(bytes: Uint8Array, runId: string): HistoryToken {
  let token: HistoryToken;
  try {
    token = JSON.parse(decoder.decode(bytes)) as HistoryToken;
  } catch {
    throw invalidArgument("Invalid NextPageToken.");
  }
  if (typeof token !== "object" || token === null || !Number.isSafeInteger(token.firstId)) {
    throw invalidArgument("Invalid NextPageToken.");
  }
  if (runId !== "" && runId !== token.runId) throw invalidArgument("RunId is not matching token's run ID.");
  return token;
}
