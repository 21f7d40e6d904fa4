/** Upper bounds in seconds. */
const bounds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Why a request was turned away before its call. */
export type Rejection = "busy" | "draining" | "starting";

/** The figures of one process; those of several replicas add up. */
export interface MetricsSnapshot {
  readonly requests: Readonly<Record<string, number>>;
  /** One more than there are bounds; not cumulative. */
  readonly buckets: readonly number[];
  readonly seconds: number;
  readonly inFlight: number;
  readonly queued: number;
  readonly rejected: Readonly<Record<string, number>>;
}

/** What a service counts; one object, so that the fast path only adds. */
export class Metrics {
  /** By status. */
  readonly #requests = Array.from({ length: 600 }, () => 0);
  readonly #rejected = new Map<Rejection, number>();
  readonly #buckets = Array.from({ length: bounds.length + 1 }, () => 0);
  #seconds = 0;

  /** @param status 499 where the caller went away first, as others count it */
  answered(status: number, milliseconds: number): void {
    this.#requests[status] = (this.#requests[status] ?? 0) + 1;
    const seconds = milliseconds / 1000;
    this.#seconds += seconds;
    let index = 0;
    while (index < bounds.length && seconds > (bounds[index] ?? 0)) index++;
    this.#buckets[index] = (this.#buckets[index] ?? 0) + 1;
  }

  rejected(reason: Rejection): void {
    this.#rejected.set(reason, (this.#rejected.get(reason) ?? 0) + 1);
  }

  snapshot(now: { readonly inFlight: number; readonly queued: number }): MetricsSnapshot {
    return {
      requests: Object.fromEntries(Object.entries(this.#requests).filter(([, count]) => count > 0)),
      rejected: Object.fromEntries(this.#rejected),
      buckets: [...this.#buckets],
      seconds: this.#seconds,
      ...now,
    };
  }
}

/** The figures of several processes as those of one. */
export function addSnapshots(snapshots: readonly MetricsSnapshot[]): MetricsSnapshot {
  const sum = (of: (snapshot: MetricsSnapshot) => number): number =>
    snapshots.reduce((total, snapshot) => total + of(snapshot), 0);
  return {
    requests: addRecords(snapshots.map(({ requests }) => requests)),
    rejected: addRecords(snapshots.map(({ rejected }) => rejected)),
    buckets: bounds.concat(Infinity).map((_, index) => sum(({ buckets }) => buckets[index] ?? 0)),
    seconds: sum(({ seconds }) => seconds),
    inFlight: sum(({ inFlight }) => inFlight),
    queued: sum(({ queued }) => queued),
  };
}

const addRecords = (records: readonly Readonly<Record<string, number>>[]): Record<string, number> => {
  const total: Record<string, number> = {};
  for (const [key, value] of records.flatMap(Object.entries<number>)) total[key] = (total[key] ?? 0) + value;
  return total;
};

export const metricsType = "text/plain; version=0.0.4; charset=utf-8";

/** The text format of Prometheus, version 0.0.4. */
export function renderMetrics(snapshot: MetricsSnapshot): string {
  const count = snapshot.buckets.reduce((sum, bucket) => sum + bucket, 0);
  const duration = "millrace_function_request_duration_seconds";
  let upTo = 0;
  const buckets = snapshot.buckets.map((bucket, index) => {
    upTo += bucket;
    return `${duration}_bucket{le="${bounds[index] ?? "+Inf"}"} ${upTo}`;
  });
  const lines = [
    ...family(
      "requests_total",
      "counter",
      "Answers, by status; 499: the caller went away.",
      snapshot.requests,
      "status",
    ),
    ...family("rejected_total", "counter", "Requests turned away before their call.", snapshot.rejected, "reason"),
    ...family("in_flight", "gauge", "Calls that are executed now.", snapshot.inFlight),
    ...family("queued", "gauge", "Requests that wait for a call to end.", snapshot.queued),
    `# HELP ${duration} From a request's headers to the end of its answer.`,
    `# TYPE ${duration} histogram`,
    ...buckets,
    `${duration}_sum ${snapshot.seconds}`,
    `${duration}_count ${count}`,
  ];
  return `${lines.join("\n")}\n`;
}

const family = (
  name: string,
  type: "counter" | "gauge",
  help: string,
  value: number | Readonly<Record<string, number>>,
  label = "",
): readonly string[] => {
  const full = `millrace_function_${name}`;
  const head = [`# HELP ${full} ${help}`, `# TYPE ${full} ${type}`];
  if (typeof value === "number") return [...head, `${full} ${value}`];
  return [...head, ...Object.entries(value).map(([key, each]) => `${full}{${label}="${key}"} ${each}`)];
};
