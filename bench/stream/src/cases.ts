import type { Case, Load, Metric } from "@millrace/tooling-bench";
import type { Kind } from "./servers.ts";

const rate: Metric = { name: "rate", unit: "msg/s", moreIsBetter: true, digits: 0 };
const cpu: Metric = { name: "server cpu", unit: "µs", moreIsBetter: false, digits: 2 };

export interface StreamCase extends Case {
  readonly kind: Kind;
  readonly load: Load;
}

/** How many messages a run has. */
export interface Counts {
  /** In the run whose answers are checked. It comes first: what is timed then is compiled. */
  readonly verified: number;
  readonly timed: number;
}

export interface Scale {
  readonly rounds: number;
  /** By the size of a value. */
  readonly counts: Readonly<Record<100 | 10_240, Counts>>;
}
export const fullScale: Scale = {
  rounds: 5,
  counts: { 100: { verified: 100_000, timed: 500_000 }, 10_240: { verified: 10_000, timed: 50_000 } },
};
export const quickScale: Scale = {
  rounds: 1,
  counts: { 100: { verified: 2_000, timed: 5_000 }, 10_240: { verified: 2_000, timed: 1_000 } },
};

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

/** pynumaflow takes 100 µs and more a message: the same number would take a minute. */
export const loadOf = (contender: string, load: Load): Load => {
  const less = (messages: number): number => (contender === "pynumaflow" ? Math.ceil(messages / 15) : messages);
  return { ...load, messages: less(load.messages), verified: less(load.verified) };
};

export const casesOf = (contenders: readonly string[], { counts }: Scale): readonly StreamCase[] =>
  (["map", "sink", "reduce"] as const).flatMap((kind) =>
    ([100, 10_240] as const).map((bytes) => {
      const { verified, timed: messages } = counts[bytes];
      return {
        name: `${kind} ${sizes[bytes]} 500`,
        kind,
        contenders,
        metrics: [rate, cpu],
        load: { kind, path: paths[kind], bytes, inFlight: 500, messages, verified },
      };
    }),
  );
