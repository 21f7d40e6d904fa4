import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import { expect, onTestFinished, test } from "vitest";
import { expectCode, tempFolder } from "@millrace/protocol/testing";
import { bundleWrapper } from "../equivalence/bundle.ts";
import { fixtures, protocols, useWrapper } from "./support/wrapper.ts";

const start = useWrapper();

/** Where the fixture says what becomes of it. */
const useLife = async (): Promise<{ readonly file: string; readonly said: () => Promise<string> }> => {
  const folder = await mkdtemp(path.join(tmpdir(), "millrace-life-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = path.join(folder, "life");
  return { file, said: async () => (await readFile(file, "utf8")).trim().split("\n").join(", ") };
};

const stream = { kind: "kafka-cluster", name: "k" };

test.each(protocols)("[NUC-22] a closed connection is the end: %s", async (protocol) => {
  const life = await useLife();
  const processor = await start("lifecycle.mjs:handler", { protocol, env: { LIFE: life.file } });
  expect((await processor.send({ path: "/a" })).body.toString()).toBe("handled /a");
  processor.disconnect();
  expect(await processor.ended).toBe(0);
  expect(await life.said()).toBe("initialising, initialised, terminated");
});

test("[NUC-22] a call whose processor is gone is told by its signal", async () => {
  const life = await useLife();
  const env = { LIFE: life.file, INIT_MS: "0" };
  const processor = await start("lifecycle.mjs:watched", { env });
  const answer = expectCode(processor.send(), "FUNCTION_MOCK_PROCESSOR");
  await processor.until("the call", () => processor.logs.length > 0);
  processor.disconnect();
  await answer;
  expect(await processor.ended).toBe(0);
  expect(await life.said()).toContain("aborted");
});

test("[NUC-22] a stream without end ends with its processor", async () => {
  const processor = await start("odd.mjs:endless", { env: { MILLRACE_NUCLIO_STREAMING: "true" } });
  const answer = expectCode(processor.send({ path: "/more" }), "FUNCTION_MOCK_PROCESSOR");
  await processor.until("the stream", () => processor.logs.length > 0);
  processor.disconnect();
  await answer;
  expect(await processor.ended).toBe(0);
});

test("[NUC-5] while it is initialised it does not say that events may come", async () => {
  const life = await useLife();
  const env = { LIFE: life.file, INIT_MS: "60000" };
  const failure = await expectCode(start("lifecycle.mjs:handler", { env, timeoutMs: 3000 }), "FUNCTION_MOCK_PROCESSOR");
  expect(failure.message).toContain("the wrapper is ready: [PROTOCOL_DEADLINE_EXCEEDED]");
  expect(await life.said()).toBe("initialising");
});

test("[NUC-22] a connection that is closed while it is initialised ends it", async () => {
  const life = await useLife();
  await writeFile(life.file, "");
  const folder = await tempFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  const wrapper = path.join(folder.path, "wrapper.mjs");
  await writeFile(wrapper, await bundleWrapper());
  const server = createServer();
  const socket = path.join(folder.path, "s");
  await new Promise<void>((resolve) => server.listen(socket, resolve));
  onTestFinished(() => void server.close());
  const env = { ...process.env, LIFE: life.file, INIT_MS: "60000" };
  const child = spawn(process.execPath, [wrapper, socket, path.join(fixtures, "lifecycle.mjs"), "handler"], { env });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [connection] = (await once(server, "connection")) as [Socket];
  await expect.poll(life.said).toBe("initialising");
  connection.destroy();
  expect(await once(child, "exit")).toEqual([0, null]);
  expect(await life.said()).toBe("initialising, terminated");
});

test("[NUC-23] SIGUSR1: the event at work is answered, the callback waited for, and the process ends", async () => {
  const life = await useLife();
  const processor = await start("lifecycle.mjs:handler", { protocol: "python", env: { LIFE: life.file } });
  const slow = processor.send({ path: "/slow" });
  await processor.until("the call", () => processor.logs.some(({ message }) => message === "slow begins"));
  processor.signal("SIGUSR1");
  expect((await slow).body.toString()).toBe("handled /slow");
  expect(await processor.ended).toBe(0);
  expect(await life.said()).toBe("initialising, initialised, slow is over, terminated");
});

test("[NUC-23] an http event that comes while the process ends is refused, not forgotten", async () => {
  const life = await useLife();
  const processor = await start("lifecycle.mjs:handler", { protocol: "python", env: { LIFE: life.file } });
  const slow = processor.send({ path: "/slow" });
  await processor.until("the call", () => processor.logs.some(({ message }) => message === "slow begins"));
  processor.signal("SIGUSR1");
  const late = processor.send({ path: "/late" });
  expect((await slow).body.toString()).toBe("handled /slow");
  expect(await late).toMatchObject({ statusCode: 503, headers: { "Retry-After": "1" } });
  expect(await processor.ended).toBe(0);
});

test("[NUC-24] SIGUSR2 drains: events are dropped until SIGCONT", async () => {
  const life = await useLife();
  const processor = await start("lifecycle.mjs:handler", { protocol: "python", env: { LIFE: life.file } });
  await processor.send({ path: "/before", trigger: stream });
  processor.signal("SIGUSR2");
  await expect.poll(life.said).toContain("drained");
  await processor.sendUnanswered({ path: "/dropped", trigger: stream });
  await processor.until("the drop", () => processor.logs.some(({ message }) => message === "an event was dropped"));
  // A second time it changes nothing.
  processor.signal("SIGUSR2");
  processor.signal("SIGCONT");
  await processor.until("the signals", () =>
    processor.logs.some(({ message }) => message === "events are served again"),
  );
  expect((await processor.send({ path: "/after", trigger: stream })).body.toString()).toBe("handled /after");
  expect(processor.logs.map(({ message }) => message)).not.toContain("handled /dropped");
  expect((await life.said()).match(/drained/g)).toHaveLength(1);
});

test("[NUC-25] the control socket tells that the wrapper is there, and what is acknowledged", async () => {
  const life = await useLife();
  const processor = await start("lifecycle.mjs:handler", { protocol: "python", env: { LIFE: life.file } });
  processor.sendControl({ id: "somethingNew" });
  const event = { path: "/ack", trigger: stream, topic: "t", shardId: 3, offset: 4_294_967_296 };
  expect((await processor.send(event)).body.toString()).toBe("acknowledged");
  await processor.until("both messages", () => processor.controls.length === 2);
  expect(processor.controls).toEqual([
    { kind: "wrapperInitialized", attributes: { ready: "true" } },
    { kind: "streamMessageAck", attributes: { topic: "t", partition: 3, offset: 4_294_967_296 } },
  ]);
  await processor.until("the control message", () =>
    processor.logs.some(({ message }) => message === "control message"),
  );
});

test("[NUC-25] without a control socket explicitAck is an error that says so", async () => {
  const life = await useLife();
  const processor = await start("lifecycle.mjs:handler", { env: { LIFE: life.file } });
  const reply = await processor.send({ path: "/ack", trigger: stream });
  expect([reply.statusCode, reply.body.toString()]).toEqual([500, expect.stringContaining("FUNCTION_NUCLIO_CONTROL")]);
});

test.each(protocols)("[NUC-26, NUC-32] a wrapper that listens serves its connections at once: %s", async (protocol) => {
  const life = await useLife();
  const options = { protocol, transport: "async", connections: 2, env: { LIFE: life.file } } as const;
  const processor = await start("lifecycle.mjs:handler", options);
  const gated = processor.send({ path: "/gate" });
  // Would never be answered behind the other one.
  expect((await processor.send({ path: "/open" }, { connection: 1 })).statusCode).toBe(204);
  expect((await gated).body.toString()).toBe("handled /gate");
});

test("[NUC-28] a wrapper that listens ends after its last connection, and not before", async () => {
  const life = await useLife();
  const options = { transport: "async", connections: 2, env: { LIFE: life.file } } as const;
  const processor = await start("lifecycle.mjs:handler", options);
  processor.disconnect(0);
  expect((await processor.send({ path: "/b" }, { connection: 1 })).body.toString()).toBe("handled /b");
  processor.disconnect(1);
  expect(await processor.ended).toBe(0);
  expect(await life.said()).toBe("initialising, initialised, terminated");
});

test("[NUC-27] a processor that listens on TCP is connected to", async () => {
  const life = await useLife();
  const processor = await start("lifecycle.mjs:handler", { transport: "tcp", env: { LIFE: life.file } });
  expect((await processor.send({ path: "/t" })).body.toString()).toBe("handled /t");
});

test("[NUC-39] SIGTERM and SIGINT do not end a wrapper whose processor is there", async () => {
  const life = await useLife();
  const processor = await start("lifecycle.mjs:handler", { env: { LIFE: life.file } });
  processor.signal("SIGTERM");
  processor.signal("SIGINT");
  await processor.until("both signals", () => /SIGTERM[^]*SIGINT|SIGINT[^]*SIGTERM/.test(processor.output));
  expect((await processor.send({ path: "/c" })).body.toString()).toBe("handled /c");
});
