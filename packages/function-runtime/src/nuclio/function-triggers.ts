import { checkNumber, checkOneOf, checkOptions } from "@millrace/protocol";
import type { JsonObject, JsonValue } from "../entity.ts";
import { FunctionError } from "../errors.ts";

interface TriggerOptions {
  /** How many events are at work at once: each worker is a process. Default 1. */
  readonly workers?: number;
  /** How long an event waits for a worker. Default 10,000; then HTTP answers 503. */
  readonly workerAvailabilityTimeoutMs?: number;
  /** How long a worker may take to end. Default 10,000. */
  readonly workerTerminationTimeoutMs?: number;
  /** `"async"`: the wrapper listens at a fixed port. Default `"sync"`. */
  readonly mode?: "sync" | "async";
  /** Events are handed over together, so many at most, after this time at the latest. */
  readonly batch?: { readonly size: number; readonly timeoutMs: number };
  /** Whatever else the trigger takes; it wins over what the other options say. */
  readonly attributes?: JsonObject;
}

export interface HttpTrigger extends TriggerOptions {
  readonly kind: "http";
  /** Where to listen, such as `"127.0.0.1:8080"`. Default `":8080"`, on all interfaces. */
  readonly url?: string;
  /** The port of the platform's service. */
  readonly port?: number;
  /** Larger requests are refused with 400. Default 4 MiB. */
  readonly maxBodyBytes?: number;
}

export interface CronTrigger extends TriggerOptions {
  readonly kind: "cron";
  readonly intervalMs?: number;
  /** Five fields, or six with seconds. */
  readonly schedule?: string;
  /** What the function gets as its event. */
  readonly event?: { readonly body?: string; readonly headers?: Readonly<Record<string, string>> };
}

/** Any other kind by its attributes. */
export interface OtherTrigger extends TriggerOptions {
  readonly kind: "kafka-cluster" | "mqtt" | "nats" | "rabbit-mq" | "v3ioStream" | "kinesis" | "eventhub" | "pubsub";
  readonly url?: string;
}

export type NuclioTrigger = HttpTrigger | CronTrigger | OtherTrigger;

const kinds = [
  "http",
  "cron",
  "kafka-cluster",
  "mqtt",
  "nats",
  "rabbit-mq",
  "v3ioStream",
  "kinesis",
  "eventhub",
  "pubsub",
];
const common = [
  "kind",
  "workers",
  "workerAvailabilityTimeoutMs",
  "workerTerminationTimeoutMs",
  "mode",
  "batch",
  "attributes",
];
const own: Readonly<Record<string, readonly string[]>> = {
  http: ["url", "port", "maxBodyBytes"],
  cron: ["intervalMs", "schedule", "event"],
};

/**
 * A trigger as the processor reads it.
 *
 * @throws `FUNCTION_NUCLIO_YAML`, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
export const readTrigger = (name: string, trigger: NuclioTrigger): Record<string, JsonValue | undefined> => {
  const where = `trigger '${name}'`;
  checkOneOf(trigger.kind, "kind", where, kinds);
  checkOptions(trigger, [...common, ...(own[trigger.kind] ?? ["url"])], where);
  const { kind, workers, mode, batch, workerAvailabilityTimeoutMs: availability } = trigger;
  const { workerTerminationTimeoutMs: termination } = trigger;
  for (const [option, value] of Object.entries({ workers, batchSize: batch?.size })) {
    if (value !== undefined) checkNumber(value, option, where, { min: 1, whole: true });
  }
  if (mode !== undefined) checkOneOf(mode, "mode", where, ["sync", "async"]);
  return {
    kind,
    numWorkers: workers,
    url: "url" in trigger ? trigger.url : undefined,
    mode,
    workerAvailabilityTimeoutMilliseconds: availability,
    workerTerminationTimeout: termination === undefined ? undefined : `${termination}ms`,
    batch: batch === undefined ? undefined : { mode: "enable", batchSize: batch.size, timeout: `${batch.timeoutMs}ms` },
    attributes: { ...attributesOf(where, trigger), ...trigger.attributes },
  };
};

const attributesOf = (where: string, trigger: NuclioTrigger): Record<string, JsonValue> => {
  if (trigger.kind === "http") {
    const { port, maxBodyBytes } = trigger;
    return {
      ...(port === undefined ? {} : { port }),
      ...(maxBodyBytes === undefined ? {} : { maxRequestBodySize: maxBodyBytes }),
    };
  }
  if (trigger.kind !== "cron") return {};
  const { intervalMs, schedule, event } = trigger;
  if ((intervalMs === undefined) === (schedule === undefined)) {
    throw new FunctionError("FUNCTION_NUCLIO_YAML", `${where} has 'intervalMs' or 'schedule', one of them`);
  }
  return {
    ...(intervalMs === undefined ? {} : { interval: `${intervalMs}ms` }),
    ...(schedule === undefined ? {} : { schedule }),
    ...(event === undefined ? {} : { event: { body: event.body ?? "", headers: event.headers ?? {} } }),
  };
};
