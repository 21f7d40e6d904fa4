import assert from "node:assert/strict";
import type { Counts, Scenario } from "@millrace/tooling-engines";
import type { Dora, DoraOptions, Flow } from "./engine.ts";

/** A dataflow that judges itself: it must end well, and a node must have printed what `judged` finds. */
export interface Judged {
  readonly name: string;
  readonly flow: Flow;
  readonly options?: DoraOptions & { readonly stopAfter?: string };
  /** Default: a line `judged <cases>`, whose cases are counted. */
  readonly check?: (output: string, code: number) => Counts | void;
}

const judged = (output: string, code: number): Counts => {
  const cases = [...output.matchAll(/judged (\d+)/g)].map(([, amount]) => Number(amount));
  assert.ok(code === 0 && cases.length > 0, `exit code ${code}:\n${relevant(output)}`);
  return { passed: cases.reduce((sum, amount) => sum + amount, 0), failed: 0, skipped: 0 };
};

/** Without what dora's nodes say about each large message. */
const relevant = (output: string): string =>
  output
    .split("\n")
    .filter((line) => !line.includes("dora-rs/dora#2742"))
    .slice(-60)
    .join("\n");

export const underDora = (dora: Dora, { name, flow, options = {}, check = judged }: Judged): Scenario => ({
  name: `${name}, under dora's daemon`,
  run: async () => {
    const { stopAfter = "100s" } = options;
    const { code, output } = await dora.command(["run", "flow.yml", "--stop-after", stopAfter], flow, options);
    return check(output, code);
  },
});

/** What nodes counted, as they say it when they end. */
export const counted = (output: string): Record<string, number> => {
  const [, text] = /counted (\{.*\})/.exec(output) ?? [];
  assert.ok(text !== undefined, `no node counted:\n${relevant(output)}`);
  return JSON.parse(text.replaceAll("'", '"')) as Record<string, number>;
};
