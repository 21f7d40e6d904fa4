import assert from "node:assert/strict";
import process from "node:process";
import { startProcess, type EngineProcess, type Scenario } from "@millrace/tooling-engines";
import { ours, theirs, type Dora, type Flow } from "./engine.ts";
import { counted } from "./flows.ts";
import { startStack, until, type Stack } from "./stack.ts";

/** A node of `nodes/` that nobody started: it asks the daemon what it is. */
const dynamic = (name: string, stack: Stack, ...args: readonly string[]): EngineProcess =>
  startProcess(process.execPath, [...ours(name).args!.split(" "), ...args], {
    env: { DORA_DAEMON_LOCAL_LISTEN_PORT: String(stack.lookupPort) },
  });

const dynamicReader = (input: unknown, more: Flow["nodes"] = []): Flow => ({
  nodes: [
    { id: "sender", ...theirs("ticker"), inputs: { tick: "dora/timer/millis/100" }, outputs: ["out"] },
    { id: "guest", path: "dynamic", inputs: { in: input } },
    ...more,
  ],
});

const stackScenario = (dora: Dora, name: string, run: (stack: Stack) => Promise<void>): Scenario => ({
  name: `${name}, with dora's coordinator and daemon`,
  run: async () => {
    await using stack = await startStack(dora);
    await run(stack);
  },
});

export const stackScenarios = (dora: Dora): readonly Scenario[] => [
  stackScenario(dora, "a dynamic node of ours reads an input with back-pressure", async (stack) => {
    await stack.start("guests", dynamicReader({ source: "sender/out", queue_policy: "backpressure" }));
    await using guest = dynamic("guest", stack, "guest", "5");
    assert.equal(await guest.ended, 0, guest.output());
    assert.match(guest.output(), /judged 5/);
    assert.doesNotMatch(guest.output(), /will get nothing/);
  }),
  stackScenario(dora, "a dynamic node of ours reads beside a static one of ours", async (stack) => {
    const beside = { id: "beside", ...ours("count"), inputs: { in: "sender/out" } };
    await stack.start("guests", dynamicReader("sender/out", [beside]));
    await using guest = dynamic("guest", stack, "guest", "5");
    assert.equal(await guest.ended, 0, guest.output());
    assert.match(guest.output(), /judged 5/);
  }),
  stackScenario(dora, "a dynamic node of ours that would get nothing is warned, or refused", async (stack) => {
    await stack.start("guests", dynamicReader("sender/out"));
    await using refused = dynamic("guest", stack, "guest", "5", "error");
    assert.notEqual(await refused.ended, 0);
    assert.match(refused.output(), /DATAFLOW_UNREACHABLE_INPUT/);
    await using warned = dynamic("guest", stack, "guest", "0", "warn");
    await warned.line(/backpressure/);
  }),
  stackScenario(dora, "dynamic nodes that the daemon does not know", async (stack) => {
    await stack.start("guests", dynamicReader("sender/out"));
    for (const [id, what] of [
      ["zzz", /no node with ID|DATAFLOW_/],
      ["sender", /not dynamic/],
    ] as const) {
      await using guest = dynamic("guest", stack, id, "1");
      assert.notEqual(await guest.ended, 0);
      assert.match(guest.output(), what);
    }
  }),
  stackScenario(dora, "parameters reach our node, and leave it", async (stack) => {
    await stack.start("params", { nodes: [{ id: "node", ...ours("params"), inputs: { tick: "dora/timer/secs/60" } }] });
    // It is not connected before its start is over.
    const param = (...args: readonly string[]): Promise<void> =>
      until(async () => (await stack.dora("param", ...args)).code === 0);
    await param("set", "-d", "params", "node", "gain", "2.5");
    await param("delete", "-d", "params", "node", "gain");
    await stack.dora("stop", "--name", "params", "--grace-duration", "5s");
    assert.match(await stack.logs(), /params gain=2.5 gain gone/);
  }),
  stackScenario(dora, "a dataflow of ours is stopped by name", async (stack) => {
    await stack.start("stops", {
      nodes: [
        { id: "timer", ...ours("finite", "3"), inputs: { tick: "dora/timer/secs/60" }, outputs: ["out"] },
        { id: "reader", ...ours("count"), inputs: { tick: "dora/timer/millis/100" } },
      ],
    });
    const { code, output } = await stack.dora("stop", "--name", "stops", "--grace-duration", "5s");
    assert.equal(code, 0, output);
    assert.equal(counted(await stack.logs())["STOP MANUAL"], 1);
  }),
];
