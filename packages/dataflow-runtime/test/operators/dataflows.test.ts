import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { DoraValue, runDataflow, type DoraEvent, type Node, type RunDataflowOptions } from "../../src/index.ts";

const directory = fileURLToPath(new URL("./fixtures", import.meta.url));

const host = (...args: readonly string[]) => ({ path: "millrace-dataflow", args: ["operators", ...args].join(" ") });

const sender = { id: "sender", path: "sender.js", outputs: ["numbers"] };

const sendThree = async (node: Node): Promise<void> => {
  for (const number of [1n, 2n, 3n]) {
    await node.sendOutput("numbers", DoraValue.from([number], "Int64"), { number: Number(number) });
  }
};

/** A function node that keeps what it hears. */
const collector = () => {
  const events: DoraEvent[] = [];
  const run = async (node: Node): Promise<void> => {
    for await (const event of node) events.push(event as DoraEvent);
  };
  const numbers = (): readonly unknown[] =>
    events.flatMap((event) => (event.type === "INPUT" ? event.value.toJSON() : []));
  return { run, events, numbers };
};

const run = (nodes: readonly object[], functions: NonNullable<RunDataflowOptions["nodes"]>) =>
  runDataflow({ nodes }, { directory, nodes: functions });

describe("operators of a dataflow file", () => {
  test("[SEED-1] [SEED-15] several share one host, each with its own inputs and outputs", async () => {
    const { run: collect, numbers } = collector();
    await run(
      [
        sender,
        {
          id: "host",
          ...host("--operator first=./operators.mjs#Doubler", "--operator second=./operators.mjs#Doubler"),
          inputs: { "first/numbers": "sender/numbers", "second/numbers": "host/first/doubled" },
          outputs: ["first/doubled", "second/doubled"],
        },
        { id: "reader", path: "reader.js", inputs: { in: "host/second/doubled" } },
      ],
      { sender: sendThree, reader: collect },
    );
    expect(numbers()).toEqual([4, 8, 12]);
  });

  test("[OP-3] one alone needs no name in its inputs and outputs, and dora's spelling works", async () => {
    const { run: collect, numbers } = collector();
    await run(
      [
        sender,
        {
          id: "host",
          ...host("--operator only=./operators.mjs#Pythonic"),
          inputs: { numbers: "sender/numbers" },
          outputs: ["out"],
        },
        { id: "reader", path: "reader.js", inputs: { in: "host/out" } },
      ],
      { sender: sendThree, reader: collect },
    );
    expect(numbers()).toEqual([1, 2, 3]);
  });

  test("[SEED-15] [OP-4] one of them may have a thread of its own", async () => {
    const { run: collect, numbers, events } = collector();
    await run(
      [
        sender,
        {
          id: "host",
          ...host("--operator near=./operators.mjs#Doubler", "--operator far=./operators.mjs#Doubler", "--worker far"),
          inputs: { "near/numbers": "sender/numbers", "far/numbers": "host/near/doubled" },
          outputs: ["near/doubled", "far/doubled"],
        },
        { id: "reader", path: "reader.js", inputs: { in: { source: "host/far/doubled", queue_size: 10 } } },
      ],
      { sender: sendThree, reader: collect },
    );
    expect(numbers()).toEqual([4, 8, 12]);
    const [first] = events;
    expect(first?.type === "INPUT" && first.metadata.parameters["number"]).toBe(1);
  });

  test("[SEED-2] STOP ends one operator, STOP_ALL the whole dataflow", async () => {
    const { run: collect, events } = collector();
    const endless = { id: "host", inputs: { "a/tick": "dora/timer/millis/10", "b/tick": "dora/timer/millis/10" } };
    await run(
      [
        { ...endless, ...host("--operator a=./operators.mjs#stops", "--operator b=./operators.mjs#stopsAll") },
        { id: "reader", path: "reader.js", inputs: { tick: "dora/timer/secs/1000" } },
      ],
      { reader: collect },
    );
    expect(events.at(-1)).toMatchObject({ type: "STOP", id: "MANUAL" });
  });

  test.for([
    ["forgetful", /operator 'a' answered undefined to INPUT tick; return DoraStatus.CONTINUE/],
    ["broken", /operator 'a' failed at INPUT tick: RangeError: no such pixel/],
    ["nobody", /exports no operator 'nobody'/],
  ] as const)("[MAP-19] [OP-5] %s: the node fails and says why", async ([name, message]) => {
    const nodes = [
      { id: "host", ...host(`--operator a=./operators.mjs#${name}`), inputs: { tick: "dora/timer/millis/10" } },
    ];
    await expect(run(nodes, {})).rejects.toThrow(message);
  });

  test.for([
    [["--operator", "a"], /'a' is not <id>=<file>/],
    [["--worker", "b"], /--worker names 'b', which no --operator gives/],
    [[], /there is no --operator/],
    [["--operator=a=./x.mjs", "--operator=a=./y.mjs"], /the operator 'a' is given twice/],
    [["--operator=a=./x.mjs", "--frist"], /'--frist' needs a value/],
    [["--operator=a=./missing.mjs"], /cannot import the operator .*missing\.mjs/],
  ] as const)("[OP-6] the command line %j is refused", async ([words, message]) => {
    const nodes = [{ id: "host", ...host(...words), inputs: { "a/tick": "dora/timer/millis/10" } }];
    await expect(run(nodes, {})).rejects.toThrow(message);
  });

  test("[OP-7] an input that no operator takes is refused", async () => {
    const nodes = [
      {
        id: "host",
        ...host("--operator a=./operators.mjs#stops", "--operator b=./operators.mjs#stops"),
        inputs: { "a/tick": "dora/timer/millis/10", lost: "dora/timer/millis/10" },
      },
    ];
    await expect(run(nodes, {})).rejects.toThrow(/no operator takes the input 'lost' of node 'host'/);
  });
});
