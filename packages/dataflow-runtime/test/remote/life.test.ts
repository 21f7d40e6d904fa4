import { once } from "node:events";
import { expect, test } from "vitest";
import { heartbeatMs } from "../../src/remote/heartbeat.ts";
import { ScriptedDaemon } from "../../src/testing/scripted-daemon.ts";
import { startNode } from "./start-node.ts";
import { connectTo, inputOf } from "./support.ts";

test("[WIRE-37] a node with health_check_timeout gives signs of life while it is idle", async () => {
  await using daemon = await ScriptedDaemon.start();
  const dataflowDescriptor = { nodes: [{ id: "js", path: "node", health_check_timeout: 0.06 }] };
  await using node = await connectTo(daemon, { dataflowDescriptor });
  await daemon.until("extensionLoad", 3);
  expect(daemon.of("extensionLoad")[0]).toMatchObject({ namespace: "millrace", remove: false });
  await node.close();
  const signs = daemon.of("extensionLoad").length;
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(daemon.of("extensionLoad")).toHaveLength(signs);
});

test("[WIRE-37] three in the time, and none without it", () => {
  const config = (node: object): Parameters<typeof heartbeatMs>[0] =>
    ({
      nodeId: "js",
      dataflowDescriptor: {
        nodes: [
          { id: "other", health_check_timeout: 9 },
          { id: "js", ...node },
        ],
      },
    }) as never;
  expect(heartbeatMs(config({ health_check_timeout: 1.5 }))).toBe(500);
  expect(heartbeatMs(config({}))).toBeUndefined();
  expect(heartbeatMs({ ...config({}), dataflowDescriptor: undefined })).toBeUndefined();
});

test("[WIRE-41] a process ends by itself when its node waits for nothing, and what it sent arrives", async () => {
  await using daemon = await ScriptedDaemon.start();
  const child = startNode(daemon, "send-and-go.ts");
  const [code] = (await once(child, "exit")) as [number | null];
  expect(code).toBe(0);
  await daemon.until("sendMessage", 300);
});

test("[WIRE-41] a process whose node waits lives until the stream ends", async () => {
  await using daemon = await ScriptedDaemon.start();
  const child = startNode(daemon, "read-to-the-end.ts");
  const exit = once(child, "exit");
  await daemon.until("nextEvent", 1);
  daemon.emit(inputOf("in", [1]));
  await daemon.until("sendMessage");
  expect(child.exitCode).toBeNull();
  daemon.emit({ type: "stop" });
  expect(((await exit) as [number | null])[0]).toBe(0);
});
