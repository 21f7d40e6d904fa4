import { describe, expect, test } from "vitest";
import { expectCode } from "@millrace/protocol/testing";
import { runDataflow, startDataflow } from "../../src/run-dataflow.ts";
import { clockOf2026, descriptorOf, idle, record, start } from "./support/run.ts";

const tick = { tick: "dora/timer/secs/1" };

describe("stopping", () => {
  test("[ENG-15] every node gets STOP, then the end of the stream", async () => {
    const words: string[] = [];
    const running = await start({ a: { inputs: tick, run: record(words) }, b: { inputs: tick, run: record(words) } });
    const { ok } = await running.stop();
    expect(ok).toBe(true);
    expect(words.filter((event) => event === "STOP MANUAL")).toHaveLength(2);
  });

  test("[ENG-15] a function that does not stop is cut off after the grace and half of it, and failed", async () => {
    const clock = clockOf2026();
    let free: () => void = () => undefined;
    let late: Promise<void> | undefined;
    const running = await start(
      {
        stubborn: {
          outputs: ["out"],
          run: async (node) => {
            await new Promise<void>((resolve) => (free = resolve));
            late = node.sendOutput("out", null);
          },
        },
      },
      { clock, graceMs: 4000 },
    );
    const stopped = running.stop();
    await clock.advance(5999);
    expect(running.stats().nodes.get("stubborn")?.state).toBe("running");
    await clock.advance(1);
    const { failures } = await stopped;
    expect(failures[0]?.error).toContain("did not stop within the grace");
    free();
    await late;
  });

  test("[ENG-15] a second stop shortens the grace", async () => {
    const clock = clockOf2026();
    const running = await start({ stubborn: { run: () => new Promise(() => undefined) } }, { clock });
    void running.stop();
    const stopped = running.stop({ graceMs: 0 });
    await clock.advance(0);
    expect((await stopped).ok).toBe(false);
  });

  test("[ENG-15] stopping before all nodes have begun is no failure of those that waited", async () => {
    let begun = false;
    const source = {
      nodes: [
        { id: "a", path: "dynamic" },
        { id: "late", path: "node", args: "-e 'setInterval(()=>0,1e3)'" },
      ],
    };
    const running = await startDataflow(source, { nodes: { a: async () => void (begun = true) } });
    const { ok } = await running.stop({ graceMs: 2000 });
    expect({ ok, begun }).toEqual({ ok: true, begun: false });
  });

  test("[ENG-15] finish_grace_secs: a node that does not end with its inputs is ended", async () => {
    const clock = clockOf2026();
    const running = await start(
      {
        a: { outputs: ["out"], run: async () => undefined },
        b: { inputs: { x: "a/out" }, fields: { finish_grace_secs: 10 }, run: () => new Promise(() => undefined) },
      },
      { clock },
    );
    await clock.advance(14_000);
    expect(running.stats().nodes.get("b")?.state).toBe("running");
    await clock.advance(1000);
    expect((await running.finished).failures).toMatchObject([{ id: "b" }]);
  });

  test("[ENG-36] aborting the signal ends the run without an error", async () => {
    const controller = new AbortController();
    const nodes = { a: { inputs: tick, run: idle } };
    const work = runDataflow(descriptorOf(nodes), { nodes: { a: idle }, signal: controller.signal });
    controller.abort();
    expect((await work).ok).toBe(true);
    const early = runDataflow(descriptorOf(nodes), { nodes: { a: idle }, signal: AbortSignal.abort() });
    expect((await early).ok).toBe(true);
  });

  test("[ENG-36] closing twice, and disposal, are harmless", async () => {
    await using running = await start({ a: { inputs: tick, run: idle } });
    await running.close();
    await running.close();
    expect(() => running.stop({ graceMs: -1 })).toThrow("graceMs");
    expect((await running.finished).ok).toBe(true);
  });
});

describe("parameters", () => {
  test("[ENG-14] a node hears of updates and deletions; a restarted one gets them again", async () => {
    const events: unknown[] = [];
    let fail: (error: Error) => void = () => undefined;
    const running = await start({
      a: {
        inputs: tick,
        fields: { restart_policy: "on-failure" },
        run: async (node) => {
          const failure = new Promise<never>((_, reject) => (fail = reject));
          const reading = (async () => {
            for await (const event of node) {
              if (event.type === "PARAM_UPDATE") events.push([event.id, event.value]);
              if (event.type === "PARAM_DELETED") events.push([event.id]);
            }
          })();
          await Promise.race([failure, reading]);
        },
      },
    });
    await expect.poll(() => running.stats().nodes.get("a")?.state).toBe("running");
    running.setParam("a", "gain", 2.5);
    running.setParam("a", "mode", { fast: true });
    running.deleteParam("a", "mode");
    await expect.poll(() => events).toEqual([["gain", 2.5], ["mode", { fast: true }], ["mode"]]);
    events.length = 0;
    fail(new Error("restart me"));
    await expect.poll(() => events).toEqual([["gain", 2.5]]);
    await running.close();
  });

  test("[ENG-14] unknown nodes and values that JSON cannot say are refused", async () => {
    await using running = await start({ a: { inputs: tick, run: idle } });
    await expectCode(() => running.setParam("b", "k", 1), "DATAFLOW_UNKNOWN_NODE");
    await expectCode(() => running.deleteParam("b", "k"), "DATAFLOW_UNKNOWN_NODE");
    await expectCode(() => running.setParam("a", "k", undefined), "DATAFLOW_INVALID_PARAMETER");
    await expectCode(() => running.setParam("a", "k", 1n), "DATAFLOW_INVALID_PARAMETER");
  });
});

test("[ENG-37] reload reaches the node as RELOAD with the operator", async () => {
  const words: string[] = [];
  const running = await start({ a: { inputs: tick, run: record(words) } });
  await expect.poll(() => running.stats().nodes.get("a")?.state).toBe("running");
  running.reload("a", "detect");
  running.reload("a");
  await expectCode(() => running.reload("b"), "DATAFLOW_UNKNOWN_NODE");
  await running.stop();
  expect(words.filter((event) => event.startsWith("RELOAD"))).toEqual(["RELOAD detect", "RELOAD"]);
});

describe("what is refused at the start", () => {
  test("[ENG-35] unknown options, unknown nodes, wrong values", async () => {
    const source = descriptorOf({ a: { run: idle } });
    await expectCode(startDataflow(source, { graceMS: 1 } as never), "PROTOCOL_UNKNOWN_OPTION");
    await expectCode(startDataflow(source, { graceMs: -1 }), "PROTOCOL_INVALID_OPTION");
    await expectCode(startDataflow(source, { placement: "moon" as never }), "PROTOCOL_INVALID_OPTION");
    const placed = { nodes: { a: { placement: "moon" } } } as never;
    await expectCode(startDataflow(source, placed), "PROTOCOL_INVALID_OPTION");
    await expectCode(startDataflow(source, { nodes: { b: idle } }), "DATAFLOW_UNKNOWN_NODE");
  });

  test("[ENG-35] an invalid file", async () => {
    await expectCode(startDataflow({ nodes: [{ id: "a", pathh: "x" }] }), "DATAFLOW_INVALID");
  });

  test("[ENG-35] what only dora can run", async () => {
    const error = await expectCode(
      startDataflow({ nodes: [{ id: "a", operator: { python: "op.py" } }] }),
      "DATAFLOW_UNSUPPORTED",
    );
    expect(error.message).toContain("nodes[0].operator");
  });
});
