import assert from "node:assert/strict";
import { ours, theirs, type Flow } from "./engine.ts";
import { counted, type Judged } from "./flows.ts";

type Command = ReturnType<typeof ours>;

const between = (sender: Command, reader: Command, more: Readonly<Record<string, unknown>> = {}): Flow => ({
  nodes: [
    { id: "sender", ...sender, ...more, outputs: ["out"] },
    { id: "reader", ...reader, inputs: { in: "sender/out" } },
  ],
});

/** The daemon starts nothing again whose inputs are all closed, and what has no input counts as that. */
const restartable = {
  restart_policy: "on-failure",
  max_restarts: 2,
  inputs: { tick: "dora/timer/secs/100" },
};

const counts =
  (wanted: Readonly<Record<string, number>>, exit: "good" | "failed") =>
  (output: string, code: number): void => {
    assert.deepEqual(counted(output), wanted, output.slice(-4000));
    assert.equal(code, exit === "good" ? 0 : 1);
  };

const sendersEnd = { in: 7, INPUT_CLOSED: 1, "STOP ALL_INPUTS_CLOSED": 1 };

export const lifeScenarios: readonly Judged[] = [
  {
    name: "our sender, our reader: inputs, their end, and the end of all",
    flow: between(ours("finite", "7"), ours("count")),
    check: counts(sendersEnd, "good"),
  },
  {
    name: "Python's sender, our reader",
    flow: between(theirs("finite", "7"), ours("count")),
    check: counts(sendersEnd, "good"),
  },
  {
    name: "our sender, Python's reader",
    flow: between(ours("finite", "7"), theirs("count")),
    check: counts({ in: 7, INPUT_CLOSED: 1 }, "good"),
  },
  {
    name: "our reader hears that Python's sender failed",
    flow: between(theirs("finite", "2", "3"), ours("count")),
    check: (output, code) => {
      const { in: inputs, INPUT_CLOSED: closed, "NODE_FAILED sender in": failed } = counted(output);
      assert.deepEqual({ inputs, closed, failed }, { inputs: 2, closed: 1, failed: 1 }, output.slice(-4000));
      assert.equal(code, 1);
    },
  },
  {
    name: "Python's reader hears the end of our sender that failed",
    flow: between(ours("finite", "2", "3"), theirs("count")),
    check: (output, code) => {
      assert.equal(counted(output)["in"], 2);
      assert.equal(code, 1);
    },
  },
  {
    name: "our reader hears that Python's sender was started again",
    flow: between(theirs("restarts"), ours("count"), restartable),
    check: (output) => {
      const { in: inputs, "NODE_RESTARTED sender": restarted } = counted(output);
      assert.deepEqual({ inputs, restarted }, { inputs: 2, restarted: 1 }, output.slice(-4000));
    },
  },
  {
    name: "our sender is started again, and knows it",
    flow: between(ours("restarts"), theirs("count"), restartable),
    check: (output) => assert.equal(counted(output)["in"], 2, output.slice(-4000)),
  },
  {
    name: "our reader of a timer stops with the dataflow",
    flow: { nodes: [{ id: "reader", ...ours("count"), inputs: { tick: "dora/timer/millis/100" } }] },
    options: { stopAfter: "3s" },
    check: (output, code) => {
      const { tick = 0, "STOP MANUAL": stop } = counted(output);
      assert.ok(tick > 5 && stop === 1, output.slice(-4000));
      assert.equal(code, 0);
    },
  },
  {
    name: "timers of two speeds",
    flow: {
      nodes: [{ id: "timers", ...ours("timers"), inputs: { fast: "dora/timer/millis/40", slow: "dora/timer/hz/5" } }],
    },
  },
  {
    name: "configuration, descriptor, arguments, variables, log and extensions",
    flow: {
      env: { GREETING: "hello" },
      nodes: [
        {
          id: "facts",
          ...ours("facts", "--name", '"two words"'),
          inputs: {
            tick: "dora/timer/millis/50",
            long: { source: "facts/out", queue_size: 3, queue_policy: "backpressure", input_timeout: 2.5 },
          },
          outputs: ["out", "op/with.slash"],
        },
      ],
    },
  },
];
