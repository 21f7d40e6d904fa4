import type { Case, Load, Metric } from "@millrace/tooling-bench";
import { echoPath, mapPath } from "./echo.ts";

const rate: Metric = { name: "rate", unit: "msg/s", moreIsBetter: true, digits: 0 };
const serverCpu: Metric = { name: "server cpu", unit: "µs", moreIsBetter: false, digits: 1 };
const clientCpu: Metric = { name: "client cpu", unit: "µs", moreIsBetter: false, digits: 1 };

export interface ServerCase extends Case {
  readonly load: Load;
}

/**
 * How many messages a run has: enough for half a second or more of the fastest. A fifth of them are checked in a run
 * before it: what is timed then is compiled.
 */
export interface Scale {
  readonly rounds: number;
  readonly small: number;
  readonly large: number;
  readonly calls: number;
}
export const fullScale: Scale = { rounds: 5, small: 500_000, large: 50_000, calls: 20_000 };
export const quickScale: Scale = { rounds: 1, small: 10_000, large: 1_000, calls: 500 };

export const serverCases = (contenders: readonly string[], { small, large, calls }: Scale): readonly ServerCase[] => {
  const stream = { kind: "map", path: mapPath, inFlight: 500 } as const;
  return [
    {
      name: "bidi 100B 500",
      contenders,
      metrics: [rate, serverCpu],
      load: { ...stream, bytes: 100, messages: small, verified: small / 5 },
    },
    {
      name: "bidi 10KB 500",
      contenders,
      metrics: [rate, serverCpu],
      load: { ...stream, bytes: 10_240, messages: large, verified: large / 5 },
    },
    {
      name: "unary server 100B 50",
      contenders,
      metrics: [rate, serverCpu],
      load: { kind: "unary", path: echoPath, inFlight: 50, bytes: 100, messages: calls, verified: calls / 5 },
    },
  ];
};

const clientContenders = ["millrace", "@connectrpc/connect-node", "@grpc/grpc-js"] as const;

export const clientCase: Case & { readonly bytes: number; readonly inFlight: number } = {
  name: "unary client 100B 50",
  contenders: clientContenders,
  metrics: [rate, clientCpu],
  bytes: 100,
  inFlight: 50,
};
