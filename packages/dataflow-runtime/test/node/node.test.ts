import { expectCode } from "@millrace/protocol/testing";
import { getEventListeners } from "node:events";
import { afterEach, expect, test, vi } from "vitest";
import { setThreadLink, withLink } from "../../src/current-link.ts";
import { Node } from "../../src/node.ts";
import { version } from "../../src/version.ts";
import { FakeLink } from "./fake-link.ts";

afterEach(() => {
  setThreadLink(undefined);
  vi.unstubAllEnvs();
});

test("[MAP-12] [MAP-13] [MAP-14] [SEED-19] [SEED-20] a node knows what its engine says about it", async () => {
  const descriptor = { nodes: [{ id: "js" }] };
  const link = new FakeLink({ dataflowDescriptor: descriptor, restartCount: 2 });
  await using node = await link.connect();
  expect(node.dataflowId).toBe("0198f0a1-2b3c-7d4e-8f50-112233445566");
  expect(node.nodeId).toBe("js");
  expect(node.nodeConfig.inputs.get("in")?.source).toBe("other/out");
  expect(node.dataflowDescriptor()).toBe(descriptor);
  expect([node.isRestart, node.restartCount]).toEqual([true, 2]);
  expect([node.version, Node.version]).toEqual([version, version]);
  expect(node.timestamp().time).toBeLessThan(node.timestamp().time);
});

test("[SEED-16] a node is connected by its first use, once", async () => {
  const link = new FakeLink();
  const node = withLink(link, () => new Node());
  expect(link.starts).toBe(0);
  expect(node.nodeId).toBe("js");
  const first = node.sendOutput("out", "a");
  const second = node.sendOutput("out", "b");
  expect(node.isEmpty()).toBe(true);
  await Promise.all([first, second]);
  expect(link.starts).toBe(1);
  expect(link.sent.map(({ value }) => value?.get(0))).toEqual(["a", "b"]);
  await node.close();
});

test("a node of a worker thread finds the link that was set for the thread", async () => {
  const link = new FakeLink({ nodeId: "threaded" });
  setThreadLink(link);
  await using node = await Node.connect();
  expect(node.nodeId).toBe("threaded");
});

test("[MAP-1] without a dataflow connecting is a coded error that says how to get one", async () => {
  vi.stubEnv("DORA_NODE_CONFIG", "");
  vi.stubEnv("DORA_TEST_WITH_INPUTS", "");
  const error = await expectCode(Node.connect(), "DATAFLOW_NOT_IN_DATAFLOW");
  expect(error.message).toContain("nodeId");
  await expectCode(() => new Node(), "DATAFLOW_NOT_IN_DATAFLOW");
});

test("an option that is unknown or wrong is refused", async () => {
  const link = new FakeLink();
  await expectCode(link.connect({ odrer: "fair" } as never), "PROTOCOL_UNKNOWN_OPTION");
  await expectCode(link.connect({ order: "random" as never }), "PROTOCOL_INVALID_OPTION");
  await expectCode(link.connect({ nodeId: "dyn", daemonPort: 0 }), "PROTOCOL_INVALID_OPTION");
  await expectCode(link.connect({ onUnreachableInput: "ignore" as never }), "PROTOCOL_INVALID_OPTION");
});

test("closing ends everything once, as does the signal", async () => {
  const link = new FakeLink();
  const abort = new AbortController();
  const node = await link.connect({ signal: abort.signal });
  const waiting = node.next();
  abort.abort();
  expect(await waiting).toBeUndefined();
  expect(getEventListeners(abort.signal, "abort")).toHaveLength(0);
  await node.close();
  await node.close();
  expect(link.closes).toBe(1);
  await expectCode(withLink(link, () => new Node({ signal: AbortSignal.abort() })).next(), "DATAFLOW_CLOSED");
});

test("[MAP-22] an engine that keeps no bytes says so", async () => {
  await using node = await new FakeLink().connect();
  await expectCode(node.extensionLoad("ns", "k"), "DATAFLOW_UNSUPPORTED");
});
