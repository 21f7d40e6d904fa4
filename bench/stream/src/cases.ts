import type { Case, Load, Metric } from "@millrace/tooling-bench";
import type { Kind } from "./servers.ts";

const rate: Metric = { name: "rate", unit: "msg/s", moreIsBetter: true, digits: 0 };
const cpu: Metric = { name: "server cpu", unit: "µs", moreIsBetter: false, digits: 2 };

export interface StreamCase extends Case {
  readonly kind: Kind;
  readonly load: Load;
}

export interface Scale {
  readonly rounds: number;
  /** How many messages a run has, by the size of a value. */
  readonly messages: Readonly<Record<number, number>>;
}
export const fullScale: Scale = { rounds: 5, messages: { 100: 300_000, 10_240: 30_000 } };
export const quickScale: Scale = { rounds: 1, messages: { 100: 5_000, 10_240: 1_000 } };

const paths: Readonly<Record<Kind, string>> = {
  map: "/map.v1.Map/MapFn",
  sink: "/sink.v1.Sink/SinkFn",
  reduce: "/reduce.v1.Reduce/ReduceFn",
};
const sizes = { 100: "100B", 10_240: "10KB" } as const;

/** The local engine, from an iterable by a map to a sink: in process, and the same by the components' sockets. */
export const localCase: Case = {
  name: "local 100B",
  contenders: ["millrace", "millrace over sockets"],
  metrics: [rate, { name: "cpu", unit: "µs", moreIsBetter: false, digits: 2 }],
};

/** pynumaflow takes 200 µs and more a message: the same number would take a minute. */
export const messagesFor = (contender: string, messages: number): number =>
  contender === "pynumaflow" ? Math.ceil(messages / 15) : messages;

export const casesOf = (contenders: readonly string[], { messages }: Scale): readonly StreamCase[] =>
  (["map", "sink", "reduce"] as const).flatMap((kind) =>
    ([100, 10_240] as const).map((bytes) => ({
      name: `${kind} ${sizes[bytes]} 500`,
      kind,
      contenders,
      metrics: [rate, cpu],
      load: { kind, path: paths[kind], bytes, inFlight: 500, messages: messages[bytes] ?? 0, verified: 2_000 },
    })),
  );
