import { leakCheck, memoryLogger, seededRandom } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import type { NodeFunction, RunningDataflow } from "../../src/run-dataflow.ts";
import { startDataflow } from "../../src/run-dataflow.ts";
import { DoraValue } from "../../src/value.ts";
import type { NodeEvent } from "../../src/wire/messages.ts";
import { frameOf, lookup, RawConnection, RawNode, register } from "./support/raw-node.ts";
import { idle } from "./support/run.ts";

/** A dataflow of a function and of one dynamic node, which the tests play. */
async function withDynamic(run: NodeFunction = idle, logger = memoryLogger()): Promise<RunningDataflow> {
  const source = {
    nodes: [
      {
        id: "fixed",
        path: "dynamic",
        inputs: { echo: "dyn/echo", stay: "dora/timer/secs/1000" },
        outputs: ["data"],
      },
      { id: "dyn", path: "dynamic", inputs: { data: "fixed/data" }, outputs: ["echo"] },
    ],
  };
  return startDataflow(source, { nodes: { fixed: run }, lookupPort: 0, logger });
}

const portOf = (running: RunningDataflow): number => running.lookupPort as number;
const empty = { timestamp: { time: 1n, id: new Uint8Array(16).fill(1) }, parameters: new Map() };

const sendTo =
  (open: { send?: (value: DoraValue) => void }): NodeFunction =>
  async (node) => {
    open.send = (value) => void node.sendOutput("data", value);
    await idle(node);
  };

describe("a dynamic node", () => {
  test("[ENG-22] gets its configuration, joins, exchanges messages, leaves and joins again", async () => {
    const leaks = leakCheck();
    const got: unknown[] = [];
    const open: { send?: (value: DoraValue) => void } = {};
    const running = await withDynamic(async (node) => {
      open.send = (value) => void node.sendOutput("data", value);
      for await (const event of node) if (event.type === "INPUT" && event.id === "echo") got.push(event.value.get(0));
    });
    for (const round of [1, 2]) {
      await using node = await RawNode.join(portOf(running), "dyn");
      expect(running.stats().nodes.get("dyn")?.state).toBe("running");
      open.send?.(DoraValue.from(Int32Array.of(round)));
      const [event] = (await node.nextEvents()) as [NodeEvent & { type: "input" }];
      expect(event).toMatchObject({ type: "input", id: "data" });
      expect(event.metadata.parameters.get("_framing")).toEqual({ kind: "string", value: "arrow-ipc" });
      expect(DoraValue.fromIpc(event.data as Uint8Array).get(0)).toBe(round);
      node.control.send({ type: "sendMessage", outputId: "echo", metadata: empty, data: event.data });
      await expect.poll(() => got.length).toBe(round);
      await node[Symbol.asyncDispose]();
      await expect.poll(() => running.stats().nodes.get("dyn")?.state).toBe("detached");
    }
    expect(got).toEqual([1, 2]);
    await running.close();
    expect((await running.finished).ok).toBe(true);
    await leaks.assertClean();
  });

  test("[ENG-22] an unknown node, and one that is not dynamic, are told so", async () => {
    await using running = await withDynamic();
    await expect(lookup(portOf(running), "zzz")).rejects.toThrow("no node with ID `zzz`");
    await expect(lookup(portOf(running), "fixed")).rejects.toThrow("is not dynamic");
  });

  test("[ENG-22] a question for its configuration does not disturb the one that has joined", async () => {
    const open: { send?: (value: DoraValue) => void } = {};
    await using running = await withDynamic(sendTo(open));
    await using node = await RawNode.join(portOf(running), "dyn");
    await lookup(portOf(running), "dyn");
    open.send?.(DoraValue.from("still here"));
    expect(await node.nextEvents()).toMatchObject([{ type: "input", id: "data" }]);
  });

  test("[ENG-22] is told when the dataflow stops", async () => {
    await using running = await withDynamic();
    await using node = await RawNode.join(portOf(running), "dyn");
    const asked = node.nextEvents();
    const stopped = running.stop();
    expect((await asked).map(({ type }) => type)).toContain("stop");
    expect(await node.nextEvents()).toEqual([]);
    await node[Symbol.asyncDispose]();
    expect((await stopped).ok).toBe(true);
  });
});

describe("the daemon", () => {
  test("[ENG-28] answers versions as dora's does", async () => {
    await using running = await withDynamic();
    const { config } = await lookup(portOf(running), "dyn");
    const port = Number(config.daemonAddress?.split(":")[1]);
    const ask = async (doraVersion: string, metadataVersion: number): Promise<unknown> => {
      await using connection = await RawConnection.open(port);
      const reply = await connection.ask({ ...register(config.dataflowId, "dyn"), doraVersion, metadataVersion });
      return reply === undefined ? "closed" : reply.type === "result" ? (reply.error ?? "ok") : reply;
    };
    for (const version of ["1.0.0", "1.1.0", "1.9.9", "1.0.0-rc.4"]) expect(await ask(version, 2)).toBe("ok");
    expect(await ask("0.8.0", 2)).toContain("version mismatch: message format v0.8.0");
    expect(await ask("2.0.0", 2)).toContain("version mismatch");
    expect(await ask("1.0.0", 1)).toContain("node speaks metadata format v1 but this daemon speaks v2");
    expect(await ask("newest", 2)).toBe("closed");
  });

  test("[ENG-27] a frame that is too long, malformed or cut off ends its connection only", async () => {
    const logger = memoryLogger();
    await using running = await withDynamic(idle, logger);
    const { config } = await lookup(portOf(running), "dyn");
    const port = Number(config.daemonAddress?.split(":")[1]);
    await using good = await RawNode.join(portOf(running), "dyn");

    const oversized = Buffer.alloc(8);
    oversized.writeBigUInt64LE(64n * 1024n * 1024n + 1n);
    for (const bytes of [oversized, frameOf(Uint8Array.of(0, 1, 2)), frameOf(new Uint8Array(0))]) {
      await using bad = await RawConnection.open(port);
      bad.write(bytes);
      await bad.closed;
    }
    await using cut = await RawConnection.open(port);
    cut.write(frameOf(new Uint8Array(100)).subarray(0, 50));
    cut.end();
    await cut.closed;
    expect(logger.records.filter(({ message }) => message.includes("cannot be read"))).toHaveLength(3);
    expect(logger.find("ended within a frame")).toBeDefined();

    expect(await good.control.ask({ type: "closeOutputs", outputIds: [] })).toEqual({
      type: "result",
      error: undefined,
    });
  });

  test("[ENG-27] whatever comes over the wire, the daemon lives on and serves the others", async () => {
    await using running = await withDynamic();
    const { config } = await lookup(portOf(running), "dyn");
    const port = Number(config.daemonAddress?.split(":")[1]);
    const random = seededRandom("wire");
    for (let round = 0; round < 100; round++) {
      await using connection = await RawConnection.open(port);
      if (random.int(0, 1) === 1) await connection.ask(register(config.dataflowId, random.pick(["dyn", "fixed", "?"])));
      for (let frame = 0; frame < 5; frame++) {
        const body = random.bytes(random.int(0, 60));
        if (body.length > 0) body[0] = random.int(0, 14);
        connection.write(random.int(0, 9) === 0 ? random.bytes(20) : frameOf(body));
      }
      connection.end();
    }
    await using node = await RawNode.join(portOf(running), "dyn");
    expect(await node.control.ask({ type: "closeOutputs", outputIds: [] })).toEqual({
      type: "result",
      error: undefined,
    });
    expect(running.stats().nodes.get("fixed")?.state).toBe("running");
  });

  test("[ENG-27] a request of a later dora gets no answer, and the connection stays open", async () => {
    const logger = memoryLogger();
    await using running = await withDynamic(idle, logger);
    await using node = await RawNode.join(portOf(running), "dyn");
    node.control.write(frameOf(Uint8Array.of(99)));
    expect(await node.control.ask({ type: "outputsDone" })).toEqual({ type: "result", error: undefined });
    expect(logger.find("does not know")).toBeDefined();
  });

  test("[ENG-27] requests before Register, and of strangers, are refused", async () => {
    await using running = await withDynamic();
    const { config } = await lookup(portOf(running), "dyn");
    await using connection = await RawConnection.open(Number(config.daemonAddress?.split(":")[1]));
    expect(await connection.ask({ type: "subscribe" })).toMatchObject({ error: "register first" });
    expect(await connection.ask(register(config.dataflowId, "stranger"))).toMatchObject({ error: undefined });
    expect(await connection.ask({ type: "subscribe" })).toMatchObject({ error: expect.stringContaining("stranger") });
  });

  test("[ENG-24] keeps some 1000 events of a node that does not fetch them; data is dropped and counted", async () => {
    const open: { send?: (value: DoraValue) => void } = {};
    const logger = memoryLogger();
    await using running = await withDynamic(sendTo(open), logger);
    await using node = await RawNode.join(portOf(running), "dyn");
    for (let at = 0; at < 3000; at++) {
      open.send?.(DoraValue.from(Int32Array.of(at)));
      // The inbox of the router is emptied in between; what is measured here comes after it.
      if (at % 5 === 0) await Promise.resolve();
    }
    running.setParam("dyn", "still", true);
    const edge = () => running.stats().edges.find(({ nodeId }) => nodeId === "dyn");
    await expect.poll(() => edge()?.pending).toBe(950);
    const events = await node.nextEvents();
    expect(events.filter(({ type }) => type === "input")).toHaveLength(950);
    expect(events.filter(({ type }) => type === "paramUpdate")).toHaveLength(1);
    expect(edge()).toMatchObject({ messages: 3000, dropped: 2050, pending: 0 });
    expect(logger.find("does not fetch its events")).toBeDefined();
  });

  test("[ENG-24] a message that no frame holds is dropped and told, and the others pass", async () => {
    const open: { send?: (value: DoraValue) => void } = {};
    const logger = memoryLogger();
    await using running = await withDynamic(sendTo(open), logger);
    await using node = await RawNode.join(portOf(running), "dyn");
    open.send?.(DoraValue.from(new Uint8Array(64 * 1024 * 1024)));
    open.send?.(DoraValue.from(Int32Array.of(7)));
    const events = await node.nextEvents();
    expect(events).toHaveLength(1);
    expect(logger.find("longer than a frame")).toBeDefined();
  });

  test("[ENG-25] keeps values for extensions: owned, read, dropped, and told of", async () => {
    await using running = await withDynamic(async (node) => {
      await node.extensionStore("pool", "mine", Uint8Array.of(9));
      await idle(node);
    });
    await using node = await RawNode.join(portOf(running), "dyn");
    const key = { namespace: "pool", key: "a" };
    const value = Uint8Array.of(1, 2, 3);
    const { control } = node;
    expect(await control.ask({ type: "extensionStore", ...key, value })).toEqual({ type: "result", error: undefined });
    const load = { type: "extensionLoad", remove: false } as const;
    expect(await control.ask({ ...load, ...key })).toMatchObject({ type: "extensionValue" });
    expect(await control.ask({ ...load, namespace: "pool", key: "none" })).toEqual({
      type: "extensionValue",
      value: undefined,
    });
    const foreign = { type: "extensionStore", namespace: "pool", key: "mine", value } as const;
    expect(await control.ask(foreign)).toMatchObject({ error: expect.stringContaining("is owned by node `fixed`") });
    expect(await control.ask({ type: "extensionDrop", ...key })).toEqual({ type: "result", error: undefined });
    expect(await node.nextEvents()).toEqual([{ type: "extensionDropped", ...key }]);
    await running.stop();
  });

  test("[ENG-25] what a node stored goes with it, and its readers are told", async () => {
    let end: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (end = resolve));
    const fixed: NodeFunction = async (node) => {
      await node.extensionStore("pool", "mine", Uint8Array.of(9));
      await gate;
    };
    const source = {
      nodes: [
        { id: "fixed", path: "dynamic" },
        { id: "other", path: "dynamic", inputs: { stay: "dora/timer/secs/1000" } },
        { id: "dyn", path: "dynamic" },
      ],
    };
    await using running = await startDataflow(source, { nodes: { fixed, other: idle }, lookupPort: 0 });
    await using node = await RawNode.join(portOf(running), "dyn");
    const load = async (): Promise<unknown> => {
      const reply = await node.control.ask({ type: "extensionLoad", namespace: "pool", key: "mine", remove: false });
      return reply?.type === "extensionValue" && reply.value !== undefined ? [...reply.value] : undefined;
    };
    expect(await load()).toEqual([9]);
    end();
    expect(await node.nextEvents()).toEqual([{ type: "extensionDropped", namespace: "pool", key: "mine" }]);
    expect(await load()).toBeUndefined();
    const value = new Uint8Array(1);
    const { control } = node;
    const request = { type: "extensionRequest", namespace: "ns", payload: value } as const;
    expect(await control.ask(request)).toMatchObject({ error: 'no extension registered under "ns" on this daemon' });
  });

  test("[ENG-5] loses nothing for a process whose input has back-pressure: its senders wait", async () => {
    let sent = 0;
    const source = {
      nodes: [
        { id: "fixed", path: "dynamic", inputs: { stay: "dora/timer/secs/1000" }, outputs: ["data"] },
        {
          id: "dyn",
          path: "dynamic",
          inputs: { data: { source: "fixed/data", queue_size: 1500, queue_policy: "backpressure" } },
        },
      ],
    };
    let begin: () => void = () => undefined;
    const joined = new Promise<void>((resolve) => (begin = resolve));
    const fixed: NodeFunction = async (node) => {
      await joined;
      for (; sent < 2000; sent++) await node.sendOutput("data", Int32Array.of(sent));
      await idle(node);
    };
    await using running = await startDataflow(source, { nodes: { fixed }, lookupPort: 0 });
    await using node = await RawNode.join(portOf(running), "dyn");
    begin();
    const edge = () => running.stats().edges.find(({ nodeId }) => nodeId === "dyn");
    await expect.poll(() => edge()?.pending).toBe(1500);
    expect(sent).toBe(1499);
    let got = 0;
    while (got < 2000) got += (await node.nextEvents()).length;
    expect(edge()).toMatchObject({ messages: 2000, dropped: 0 });
  });

  test("[ENG-5] holds back a process that sends into a full queue with back-pressure", async () => {
    let take: () => Promise<unknown> = async () => undefined;
    const source = {
      nodes: [
        {
          id: "fixed",
          path: "dynamic",
          inputs: { x: { source: "dyn/out", queue_size: 2, queue_policy: "backpressure" } },
        },
        { id: "dyn", path: "dynamic", outputs: ["out"] },
      ],
    };
    let end: () => void = () => undefined;
    const run: NodeFunction = async (node) => {
      take = () => node.next();
      await new Promise<void>((resolve) => (end = resolve));
    };
    await using running = await startDataflow(source, { nodes: { fixed: run }, lookupPort: 0 });
    await using node = await RawNode.join(portOf(running), "dyn");
    for (let at = 0; at < 5; at++) {
      node.control.send({ type: "sendMessage", outputId: "out", metadata: empty, data: undefined });
    }
    const answer = node.control.ask({ type: "closeOutputs", outputIds: [] });
    const edge = () => running.stats().edges[0];
    await expect.poll(() => edge()?.pending).toBe(2);
    expect(node.control.isAnswered).toBe(false);
    for (let at = 0; at < 5; at++) {
      await expect.poll(() => edge()?.pending).toBeGreaterThan(0);
      await take();
    }
    await answer;
    expect(edge()).toMatchObject({ messages: 5, dropped: 0, pending: 0 });
    end();
  });

  test("[ENG-32] closes under load without leaving anything behind", async () => {
    const leaks = leakCheck({ settleMs: 5000 });
    let isStopped = false;
    const running = await withDynamic(async (node) => {
      const big = new Uint8Array(100_000);
      const reading = (async () => {
        await idle(node);
        isStopped = true;
      })();
      while (!isStopped) await node.sendOutput("data", big);
      await reading;
    });
    await using node = await RawNode.join(portOf(running), "dyn");
    await node.nextEvents();
    void node.nextEvents();
    await running.close({ graceMs: 5000 });
    await node.events.closed;
    await node.control.closed;
    expect((await running.finished).ok).toBe(true);
    await leaks.assertClean();
  });
});
