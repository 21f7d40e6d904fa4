import { silentLogger } from "@millrace/protocol";
import { expectCode, memoryLogger } from "@millrace/protocol/testing";
import { afterEach, expect, test, vi } from "vitest";
import { Node } from "../../src/node.ts";
import { unreachableInputs } from "../../src/remote/unreachable-inputs.ts";
import { nodeConfigReplyFrame } from "../../src/wire/node-config-reply.ts";
import { nodeConfigToPlain } from "../../src/wire/node-config-write.ts";
import { ScriptedDaemon } from "../../src/testing/scripted-daemon.ts";

afterEach(() => void vi.unstubAllEnvs());

/** `dyn` reads an output of a Python node that also another node reads. */
const descriptor = (dyn: object, ...others: readonly object[]): unknown => ({
  nodes: [
    { id: "camera", path: "camera.py", outputs: ["image"] },
    { id: "dyn", path: "dynamic", inputs: { image: "camera/image", tick: "dora/timer/millis/10", ...dyn } },
    ...others,
  ],
});

function asDora(daemon: ScriptedDaemon, dataflowDescriptor: unknown): void {
  const config = daemon.config({
    nodeId: "dyn",
    dynamic: true,
    dataflowDescriptor,
    inputs: new Map([
      ["image", { source: "camera/image", queueSize: 10, queuePolicy: "drop_oldest" }],
      ["tick", { source: "dora/timer/millis/10", queueSize: 10, queuePolicy: "drop_oldest" }],
    ]),
  });
  daemon.script = ({ type }) => {
    if (type !== "nodeConfig") return undefined;
    const json = JSON.stringify({ NodeConfig: { result: { Ok: nodeConfigToPlain(config) }, zenoh: {} } });
    const header = Buffer.alloc(8);
    header.writeUInt32LE(Buffer.byteLength(json));
    return [header, Buffer.from(json)];
  };
}

test("[MAP-1] [WIRE-35] a dynamic node finds itself at the lookup port and connects", async () => {
  await using daemon = await ScriptedDaemon.start();
  asDora(daemon, descriptor({}, { id: "ours", path: "node", inputs: { i: "camera/image" } }));
  await using node = await Node.connect({ nodeId: "dyn", daemonPort: daemon.port, logger: silentLogger });
  expect(node.nodeId).toBe("dyn");
  expect(daemon.said.map(({ request }) => request.type).slice(0, 3)).toEqual(["nodeConfig", "register", "subscribe"]);
});

test("[WIRE-35] the port may come from the environment", async () => {
  await using daemon = await ScriptedDaemon.start();
  asDora(daemon, descriptor({}));
  vi.stubEnv("DORA_NODE_CONFIG", "");
  vi.stubEnv("DORA_DAEMON_LOCAL_LISTEN_PORT", String(daemon.port));
  await using node = await Node.connect({ nodeId: "dyn", logger: silentLogger });
  expect(node.nodeConfig.dynamic).toBe(true);
});

test("[MAP-1] in a process that the daemon started its configuration counts, whatever the id", async () => {
  await using daemon = await ScriptedDaemon.start();
  const { nodeConfigToYaml } = await import("../../src/wire/node-config-write.ts");
  vi.stubEnv("DORA_NODE_CONFIG", nodeConfigToYaml(daemon.config({ nodeId: "static" })));
  await using node = await Node.connect({ nodeId: "dyn", logger: silentLogger });
  expect(node.nodeId).toBe("static");
});

test("[WIRE-35] a node that the daemon does not have", async () => {
  await using daemon = await ScriptedDaemon.start();
  daemon.script = ({ type }) =>
    type === "nodeConfig" ? nodeConfigReplyFrame({ error: "no node with ID `zzz`" }) : undefined;
  const error = await expectCode(Node.connect({ nodeId: "zzz", daemonPort: daemon.port }), "DATAFLOW_NO_DYNAMIC_NODE");
  expect(error.message).toContain("`zzz`");
});

test("[WIRE-35] no daemon at the port; what needs to be known is not known before", async () => {
  const daemon = await ScriptedDaemon.start();
  const { port } = daemon;
  await daemon[Symbol.asyncDispose]();
  const node = new Node({ nodeId: "dyn", daemonPort: port });
  await expectCode(() => node.dataflowId, "DATAFLOW_CLOSED");
  await expectCode(node.next(), "DATAFLOW_NO_DAEMON");
  await node.close();
});

test("[WIRE-40] an input that nobody will serve is warned about, with both ways around", async () => {
  await using daemon = await ScriptedDaemon.start();
  asDora(daemon, descriptor({}));
  const logger = memoryLogger();
  await using node = await Node.connect({ nodeId: "dyn", daemonPort: daemon.port, logger });
  expect(node.nodeId).toBe("dyn");
  const [warning] = logger.records;
  expect(warning).toMatchObject({ level: "warn", fields: { code: "DATAFLOW_UNREACHABLE_INPUT" } });
  expect(warning?.message).toContain("'image' (from camera/image)");
  expect(warning?.message).toContain("queue_policy: backpressure");
  expect(warning?.message).toContain("static node");
  expect(logger.records).toHaveLength(1);
});

test("[WIRE-40] or refused, before anything is said in the node's name", async () => {
  await using daemon = await ScriptedDaemon.start();
  asDora(daemon, descriptor({}));
  const connecting = Node.connect({ nodeId: "dyn", daemonPort: daemon.port, onUnreachableInput: "error" });
  await expectCode(connecting, "DATAFLOW_UNREACHABLE_INPUT");
  expect(daemon.of("register")).toHaveLength(0);
});

test("[WIRE-40] our own daemon serves every input", async () => {
  await using daemon = await ScriptedDaemon.start();
  const config = daemon.config({ nodeId: "dyn", dynamic: true, dataflowDescriptor: descriptor({}) });
  daemon.script = ({ type }) => (type === "nodeConfig" ? nodeConfigReplyFrame(config) : undefined);
  await using node = await Node.connect({ nodeId: "dyn", daemonPort: daemon.port, onUnreachableInput: "error" });
  expect(node.nodeId).toBe("dyn");
});

const backpressure = { source: "camera/image", queue_policy: "backpressure" };

test.for<readonly [string, unknown, readonly string[]]>([
  ["nobody else reads it", descriptor({}), ["image"]],
  [
    "another node of dora's own reads it",
    descriptor({}, { id: "p", path: "plot.py", inputs: { i: "camera/image" } }),
    ["image"],
  ],
  [
    "another dynamic node reads it",
    descriptor({}, { id: "d", path: "dynamic", inputs: { i: "camera/image" } }),
    ["image"],
  ],
  [
    "a node of ours reads another output",
    descriptor({}, { id: "n", path: "n.js", inputs: { i: "camera/depth" } }),
    ["image"],
  ],
  ["its own queue has back-pressure", descriptor({ image: backpressure }), []],
  ["another queue has back-pressure", descriptor({}, { id: "p", path: "plot.py", inputs: { i: backpressure } }), []],
  [
    "a static node of ours reads it too",
    descriptor({}, { id: "n", path: "/usr/bin/node", inputs: { i: "camera/image" } }),
    [],
  ],
  [
    "a static script of ours reads it too",
    descriptor({}, { id: "n", path: "src/n.mts", inputs: { i: { source: "camera/image" } } }),
    [],
  ],
  [
    "its source runs on another machine",
    {
      nodes: [
        { id: "camera", path: "camera.py", deploy: { machine: "robot" } },
        { id: "dyn", path: "dynamic", inputs: { image: "camera/image" } },
      ],
    },
    [],
  ],
  [
    "its source is a node of ours",
    {
      nodes: [
        { id: "camera", path: "camera.ts" },
        { id: "dyn", path: "dynamic", inputs: { image: "camera/image" } },
      ],
    },
    [],
  ],
  ["the descriptor says nothing", null, []],
])("[WIRE-40] unreachable inputs when %s", ([, dataflowDescriptor, expected]) => {
  const config = {
    dataflowId: "",
    nodeId: "dyn",
    inputs: new Map([["image", { source: "camera/image", queueSize: 1, queuePolicy: "drop_oldest" } as const]]),
    outputs: [],
    inputTypes: new Map(),
    outputTypes: new Map(),
    dataflowDescriptor,
    dynamic: true,
    restartCount: 0,
  };
  expect(unreachableInputs(config).map(({ inputId }) => inputId)).toEqual(expected);
  expect(unreachableInputs({ ...config, dynamic: false })).toEqual([]);
});
