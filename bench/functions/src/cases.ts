import type { Case, Metric } from "@millrace/tooling-bench";
import { contenders, validatingContenders } from "./contenders.ts";

const rate: Metric = { name: "req/s", unit: "req/s", moreIsBetter: true, digits: 0 };
const serverCpu: Metric = { name: "server cpu", unit: "µs", moreIsBetter: false, digits: 1 };
const time: Metric = { name: "ms", unit: "ms", moreIsBetter: false, digits: 1 };

/** How long a server is loaded, before and while it is measured. */
export interface Scale {
  readonly rounds: number;
  readonly warmUpS: number;
  readonly loadS: number;
  /** Cold starts a round, of which the median counts. */
  readonly starts: number;
}
export const fullScale: Scale = { rounds: 5, warmUpS: 2, loadS: 4, starts: 5 };
export const quickScale: Scale = { rounds: 1, warmUpS: 1, loadS: 1, starts: 1 };

export interface LoadCase extends Case {
  readonly method: "GET" | "POST";
  readonly isValidated: boolean;
}

const metrics = [rate, serverCpu];
export const loadCases: readonly LoadCase[] = [
  { name: "get 50", contenders, metrics, method: "GET", isValidated: false },
  { name: "post 65B 50", contenders, metrics, method: "POST", isValidated: false },
  { name: "validated post 65B 50", contenders: validatingContenders, metrics, method: "POST", isValidated: true },
];

/** Connections of the load, each with one request at a time. */
export const connections = 50;

export const startCase: Case = { name: "cold start", contenders, metrics: [time] };
