import assert from "node:assert/strict";
import { startDataflow } from "@millrace/dataflow-runtime";
import type { Counts, Scenario } from "@millrace/tooling-engines";
import type { Dora, DoraOptions, Flow } from "./engine.ts";

/** A dataflow that judges itself: it must end well, and a node must have printed what `judged` finds. */
export interface Judged {
  readonly name: string;
  readonly flow: Flow;
  readonly options?: DoraOptions & { readonly stopAfter?: string };
  /** Default: a line `judged <cases>`, whose cases are counted. */
  readonly check?: (output: string, code: number) => Counts | void | Promise<void>;
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

/** The same dataflow under our runtime, which plays the daemon: all of its nodes are processes, Python's among them. */
export const underOurs = (dora: Dora, { name, flow, options = {}, check = judged }: Judged): Scenario => ({
  name: `${name}, under our daemon`,
  run: async () => {
    let output = "";
    await using running = await startDataflow(flow, {
      placement: "process",
      env: { ...process.env, ...dora.env },
      stopAfterMs: 1000 * Number.parseInt(options.stopAfter ?? "100", 10),
      onLog: ({ nodeId, message }) => {
        output += `${nodeId}: ${message}\n`;
      },
    });
    const { failures } = await running.finished;
    for (const { id, error } of failures) output += `${id}: ${error}\n`;
    return await check(output, failures.length === 0 ? 0 : 1);
  },
});

/** What nodes counted, as they say it when they end. */
export const counted = (output: string): Record<string, number> => {
  const [, text] = /counted (\{.*\})/.exec(output) ?? [];
  assert.ok(text !== undefined, `no node counted:\n${relevant(output)}`);
  return JSON.parse(text.replaceAll("'", '"')) as Record<string, number>;
};
