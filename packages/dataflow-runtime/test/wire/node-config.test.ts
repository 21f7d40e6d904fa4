import { expectCode } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import type { NodeConfig } from "../../src/node-config.ts";
import { decodeNodeConfigReply, nodeConfigReplyFrame } from "../../src/wire/node-config-reply.ts";
import { nodeConfigFromPlain, nodeConfigFromYaml } from "../../src/wire/node-config-read.ts";
import { nodeConfigToPlain, nodeConfigToYaml } from "../../src/wire/node-config-write.ts";

/** As the daemon of dora 1.1.0 writes it. */
const captured = `dataflow_id: 01a1fd6e-e173-76f8-97b9-5e0675ef53b7
node_id: js
run_config:
  inputs:
    long:
      source: other/out
      queue_size: 1
      input_timeout: 2.5
      queue_policy: backpressure
    short: other/out
    tick: dora/timer/millis/100
  outputs:
  - echo
  - op/with.slash
daemon_communication: !Tcp
  socket_addr: 127.0.0.1:42707
dataflow_descriptor:
  nodes:
  - id: js
    path: node
dynamic: false
write_events_to: null
restart_count: 2
output_routing:
  echo:
    daemon_only: false
    required_ackers: []
`;

const read: NodeConfig = {
  dataflowId: "01a1fd6e-e173-76f8-97b9-5e0675ef53b7",
  nodeId: "js",
  inputs: new Map([
    ["long", { source: "other/out", queueSize: 1, queuePolicy: "backpressure", inputTimeoutMs: 2500 }],
    ["short", { source: "other/out", queueSize: 10, queuePolicy: "drop_oldest" }],
    ["tick", { source: "dora/timer/millis/100", queueSize: 10, queuePolicy: "drop_oldest" }],
  ]),
  outputs: ["echo", "op/with.slash"],
  inputTypes: new Map(),
  outputTypes: new Map(),
  dataflowDescriptor: { nodes: [{ id: "js", path: "node" }] },
  dynamic: false,
  restartCount: 2,
  daemonAddress: "127.0.0.1:42707",
};

test("[WIRE-8] the YAML of dora's daemon", () => {
  expect(nodeConfigFromYaml(captured)).toEqual(read);
});

test("[WIRE-8] an enum's variant may be a key, in YAML and in JSON", () => {
  const keyed = captured.replace("!Tcp\n  socket_addr", "\n  Tcp:\n    socket_addr");
  expect(nodeConfigFromYaml(keyed)).toEqual(read);
  expect(nodeConfigFromPlain(nodeConfigToPlain(read))).toEqual(read);
});

test("[WIRE-8] what our daemon writes is read back alike", () => {
  const written: NodeConfig = {
    ...read,
    inputTypes: new Map([["long", "std/core/v1/UInt8"]]),
    outputTypes: new Map([["echo", "std/core/v1/Utf8"]]),
    writeEventsTo: "/some where/with: signs",
    dynamic: true,
  };
  expect(nodeConfigFromYaml(nodeConfigToYaml(written))).toEqual(written);
  expect(nodeConfigToYaml(written)).toContain("daemon_communication: !Tcp\n  socket_addr: 127.0.0.1:42707\n");
});

test("[WIRE-8] [WIRE-35] a dynamic node's configuration comes as JSON, with its big integers", () => {
  const big = { ...read, dynamic: true, dataflowDescriptor: { nodes: [{ seed: 9007199254740993n, rate: 1e300 }] } };
  const [frame] = nodeConfigReplyFrame(big) as readonly [Uint8Array];
  const body = frame.subarray(8);
  expect(Buffer.from(frame).readUInt32LE()).toBe(body.length);
  expect(Buffer.from(body).toString()).toContain("9007199254740993");
  expect(decodeNodeConfigReply(body)).toEqual({ config: big, directPaths: false });
});

test("[WIRE-35] the answer of dora's daemon, whose nodes may send past it", async () => {
  const answer = (result: unknown): Uint8Array => Buffer.from(JSON.stringify({ NodeConfig: { result, zenoh: {} } }));
  expect(decodeNodeConfigReply(answer({ Ok: nodeConfigToPlain(read) }))).toEqual({ config: read, directPaths: true });
  const unknown = await expectCode(
    () => decodeNodeConfigReply(answer({ Err: "no node with ID `zzz`" })),
    "DATAFLOW_NO_DYNAMIC_NODE",
  );
  expect(unknown.message).toContain("no node with ID `zzz`");
  expect(unknown.message).toContain("path: dynamic");
  await expectCode(() => decodeNodeConfigReply(answer({})), "DATAFLOW_WIRE_MALFORMED");
  await expectCode(() => decodeNodeConfigReply(Buffer.from("[1")), "DATAFLOW_WIRE_MALFORMED");
});

test("[WIRE-9] configurations from before 1.0 say what to install", async () => {
  const old = captured.replace(/restart_count[^]*/, "");
  const error = await expectCode(() => nodeConfigFromYaml(old), "DATAFLOW_OLD_DORA");
  expect(error.message).toContain("dora 0.x");
  expect(error.message).toContain("1.0.0 or newer");
  const shared = captured.replace("!Tcp", "!Shmem");
  await expectCode(() => nodeConfigFromYaml(shared), "DATAFLOW_OLD_DORA");
});

test.for([
  ["no YAML", "a: [", "it is not YAML"],
  ["a list", "[1]", "it is not a mapping"],
  ["no node_id", captured.replace("node_id: js\n", ""), "'node_id'"],
  ["outputs that are no list", captured.replace("outputs:\n", "outputs: 3\n  x:\n"), "run_config.outputs"],
  ["an unknown policy", captured.replace("policy: backpressure", "policy: newest"), '"newest"'],
  ["a queue of no size", captured.replace("queue_size: 1", "queue_size: many"), "'queue_size'"],
  ["an input without source", captured.replace("source: other/out", "from: other/out"), "input 'long'"],
  ["another communication", captured.replace("!Tcp", "!Carrier"), "Carrier"],
] as const)("[WIRE-8] %s is refused by name", async ([, yaml, named]) => {
  const error = await expectCode(() => nodeConfigFromYaml(yaml), "DATAFLOW_INVALID_NODE_CONFIG");
  expect(error.message).toContain(named);
});

test("[WIRE-8] a node that talks by its terminal has no address", () => {
  const interactive = captured.replace("!Tcp\n  socket_addr: 127.0.0.1:42707", "Interactive");
  expect(nodeConfigFromYaml(interactive).daemonAddress).toBeUndefined();
});
