import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Node } from "../../src/index.ts";
import { FakeDaemon } from "../../src/testing.ts";

let daemon: FakeDaemon;
beforeEach(async () => {
  daemon = await FakeDaemon.start({ inputs: ["image"], outputs: ["bbox"] });
  process.env["DORA_NODE_CONFIG"] = daemon.env.DORA_NODE_CONFIG;
});
afterEach(async () => {
  delete process.env["DORA_NODE_CONFIG"];
  await daemon[Symbol.asyncDispose]();
});

describe("the fake daemon", () => {
  test("[OP-11] leads a node over dora's wire", async () => {
    await using node = await Node.connect();
    daemon.input("image", Uint8Array.of(1, 2, 3), { frame: 7 });
    const event = await node.next();
    expect(event?.type === "INPUT" && [...event.data]).toEqual([1, 2, 3]);
    if (event?.type === "INPUT") await node.sendOutput("bbox", Float32Array.of(0.5), event.metadata);
    await daemon.until("sendMessage");
    const [sent] = daemon.sent;
    expect(sent?.outputId).toBe("bbox");
    expect(sent?.value.toJSON()).toEqual([0.5]);
    expect(sent?.metadata.parameters).toEqual({ frame: 7 });
    daemon.closeInput("image");
    daemon.stop();
    expect((await node.next())?.type).toBe("INPUT_CLOSED");
    expect((await node.next())?.type).toBe("STOP");
    expect(await node.next()).toBeUndefined();
    expect(daemon.requests.slice(0, 2)).toEqual(["register", "subscribe"]);
  });

  test.for([
    [{ at: "register", does: "refuse", message: "version mismatch: no" }, "DATAFLOW_VERSION_MISMATCH"],
    [{ at: "subscribe", does: "refuse", message: "camera exited before" }, "DATAFLOW_BARRIER_FAILED"],
    [{ at: "subscribe", does: "hang up" }, "DATAFLOW_DAEMON_LOST"],
  ] as const)("[OP-12] injects %j", async ([fault, code]) => {
    daemon.inject(fault);
    await expect(Node.connect()).rejects.toMatchObject({ code });
  });

  test("[OP-12] breaks off, and answers with half a frame", async () => {
    await using node = await Node.connect();
    daemon.kill();
    expect(await node.next()).toMatchObject({ type: "ERROR", error: { code: "DATAFLOW_DAEMON_LOST" } });
    expect(await node.next()).toBeUndefined();

    daemon.inject({ at: "nextEvent", does: "answer", bytes: Uint8Array.of(3, 0, 0, 0, 0, 0, 0, 0, 1, 1, 99) });
    await using other = await Node.connect();
    const event = await other.next();
    expect(event?.type === "UNKNOWN" || event?.type === "ERROR").toBe(true);
  });

  test("[OP-12] a fault may come once, and may be healed", async () => {
    daemon.inject({ at: "register", does: "refuse", message: "not yet" }, { once: true });
    await expect(Node.connect()).rejects.toMatchObject({ code: "DATAFLOW_DAEMON_REFUSED" });
    await (await Node.connect()).close();
    daemon.inject({ at: "register", does: "hang up" });
    daemon.heal();
    await (await Node.connect()).close();
  });
});
