import { renderTextTable, type TextColumn } from "@millrace/tooling-report";
import { spreadOf, type Spread } from "./statistics.ts";

/** A line of the table that all suites share. `ratio` > 1: ours is better. A peer that was not run has `null`. */
export interface Row {
  readonly suite: string;
  readonly case: string;
  readonly unit: string;
  readonly ours: number;
  readonly peer: number | null;
  readonly peerName: string;
  readonly ratio: number | null;
}

/** What is measured of a case. */
export interface Metric {
  /** What comes after the case in the rows: `rate`, `server cpu`. */
  readonly name: string;
  /** `msg/s`, `µs`. */
  readonly unit: string;
  /** Whether the larger figure is the better one. */
  readonly moreIsBetter: boolean;
  readonly digits: number;
}

/** A case with those who take part, the first of them ours. */
export interface Case {
  /** Lower-case words, then the payload as `100B`, then the number in flight: `map 100B 500`. */
  readonly name: string;
  readonly contenders: readonly string[];
  readonly metrics: readonly Metric[];
}

/** One round of one contender, by metric name; or why it was not run. */
export type Measurement = Readonly<Record<string, number>> | { readonly notRun: string };

/** Everything that was measured. */
export class Figures {
  readonly #rounds = new Map<string, Readonly<Record<string, number>>[]>();
  readonly #notRun = new Map<string, string>();

  add(of: Case, contender: string, measurement: Measurement): void {
    const key = keyOf(of, contender);
    if ("notRun" in measurement && typeof measurement.notRun === "string") {
      this.#notRun.set(key, measurement.notRun);
      return;
    }
    const rounds = this.#rounds.get(key) ?? [];
    this.#rounds.set(key, [...rounds, measurement as Readonly<Record<string, number>>]);
  }

  /** Why a contender is not run; undefined if it is. */
  notRun(of: Case, contender: string): string | undefined {
    return this.#notRun.get(keyOf(of, contender));
  }

  spread(of: Case, contender: string, { name }: Metric): Spread | undefined {
    const values = (this.#rounds.get(keyOf(of, contender)) ?? []).flatMap((round) => round[name] ?? []);
    return values.length === 0 || this.notRun(of, contender) !== undefined ? undefined : spreadOf(values);
  }

  /** How many times better ours is, by the medians. */
  ratio(of: Case, peer: string, metric: Metric): number | undefined {
    const ours = this.spread(of, of.contenders[0] ?? "", metric)?.median;
    const theirs = this.spread(of, peer, metric)?.median;
    if (ours === undefined || theirs === undefined) return undefined;
    return metric.moreIsBetter ? ours / theirs : theirs / ours;
  }

  /** The case as people read it: medians with the smallest and largest of the rounds. */
  table(of: Case): string {
    const start = { label: of.name, align: "start" } satisfies TextColumn;
    const ends = of.metrics.flatMap(({ name, unit }) => [`${name}, ${unit}`, "× ours"]);
    const columns = [start, ...ends.map((label) => ({ label, align: "end" }) satisfies TextColumn)];
    const rows = of.contenders.map((contender) => {
      const why = this.notRun(of, contender);
      if (why !== undefined) return [contender, `not run: ${why}`];
      return [contender, ...of.metrics.flatMap((metric) => this.#cells(of, contender, metric))];
    });
    return renderTextTable({ columns, rows });
  }

  #cells(of: Case, contender: string, metric: Metric): readonly string[] {
    const spread = this.spread(of, contender, metric);
    if (spread === undefined) return ["–", ""];
    const show = (value: number): string => value.toFixed(metric.digits);
    const ratio = contender === of.contenders[0] ? undefined : this.ratio(of, contender, metric);
    const range = `${show(spread.median)} (${show(spread.min)}..${show(spread.max)})`;
    return [range, ratio === undefined ? "" : `× ${ratio.toFixed(1)}`];
  }

  /** The rows of `npm run bench -- --json`. */
  rows(suite: string, of: Case): readonly Row[] {
    const [own, ...peers] = of.contenders;
    return of.metrics.flatMap((metric) => {
      const ours = this.spread(of, own ?? "", metric)?.median;
      if (ours === undefined) return [];
      return peers.map((peerName) => ({
        suite,
        case: `${of.name} ${metric.name}`,
        unit: metric.unit,
        ours: rounded(ours),
        peer: rounded(this.spread(of, peerName, metric)?.median ?? null),
        peerName,
        ratio: rounded(this.ratio(of, peerName, metric) ?? null),
      }));
    });
  }
}

const keyOf = (of: Case, contender: string): string => `${of.name}\n${contender}`;

/** Three digits after the point: more would only pretend. */
const rounded = <Figure extends number | null>(figure: Figure): Figure =>
  (figure === null ? null : Number(figure.toFixed(3))) as Figure;
