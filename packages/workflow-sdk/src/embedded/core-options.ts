import { silentLogger, systemClock, type Clock, type Logger } from "@millrace/protocol";

/** What a run may grow to. The defaults are those of Temporal's server 1.32. */
export interface CoreLimits {
  /** One argument list, result, or other blob. */
  readonly blobBytes: number;
  readonly memoBytes: number;
  /** Ids and names. */
  readonly idBytes: number;
  /** A run with more events is terminated. */
  readonly historyEvents: number;
  readonly historyBytes: number;
  /** From here on workers are told to continue as new. */
  readonly suggestedHistoryEvents: number;
  readonly suggestedHistoryBytes: number;
  readonly pendingActivities: number;
  readonly pendingChildren: number;
  readonly pendingSignals: number;
  readonly pendingCancels: number;
  /** Signals that a run takes in its life. */
  readonly signals: number;
  readonly bufferedEvents: number;
  readonly bufferedBytes: number;
  /** Events of one page of history. */
  readonly pageEvents: number;
  /** Of one page of history, so that an answer stays below the 4 MiB that clients read. */
  readonly pageBytes: number;
}

export interface CoreOptions {
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Default: none. */
  readonly logger?: Logger;
  /** Whether activities go to the worker that scheduled them when it asks for it. Default `true`. */
  readonly eagerActivities?: boolean;
  /** The least time from the start of a run to the first task of its successor. Default 1000. */
  readonly minimalRunIntervalMs?: number;
  /** For runs that are started without one. Default 10 000. */
  readonly workflowTaskTimeoutMs?: number;
  /** The longest that a poll is held. Default 60 000. */
  readonly pollMs?: number;
  /** The longest that a call waits for new events. Default 20 000. */
  readonly historyPollMs?: number;
  readonly limits?: Partial<CoreLimits>;
}

export interface CoreSettings extends Required<Omit<CoreOptions, "limits">> {
  readonly limits: CoreLimits;
}

const mebibyte = 1024 * 1024;

const coreLimitDefaults: CoreLimits = Object.freeze({
  blobBytes: 2 * mebibyte,
  memoBytes: 2 * mebibyte,
  idBytes: 1000,
  historyEvents: 51_200,
  historyBytes: 50 * mebibyte,
  suggestedHistoryEvents: 4096,
  suggestedHistoryBytes: 4 * mebibyte,
  pendingActivities: 2000,
  pendingChildren: 2000,
  pendingSignals: 2000,
  pendingCancels: 2000,
  signals: 10_000,
  bufferedEvents: 100,
  bufferedBytes: 2 * mebibyte,
  pageEvents: 256,
  pageBytes: 3 * mebibyte,
});

const coreDefaults: Omit<CoreSettings, "limits"> = Object.freeze({
  clock: systemClock,
  logger: silentLogger,
  eagerActivities: true,
  minimalRunIntervalMs: 1000,
  workflowTaskTimeoutMs: 10_000,
  pollMs: 60_000,
  historyPollMs: 20_000,
});

export const coreSettings = ({ limits, ...options }: CoreOptions): CoreSettings => ({
  ...coreDefaults,
  ...options,
  limits: { ...coreLimitDefaults, ...limits },
});
