import { expectCode } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { PacedSender, senderWindow } from "../../src/remote/paced-sender.ts";
import type { Frame } from "../../src/wire/frame.ts";
import type { DaemonReply } from "../../src/wire/messages.ts";
import { ScriptedDaemon } from "../../src/testing/scripted-daemon.ts";
import { connectTo } from "./support.ts";

/** A connection that confirms when it is told to. */
function fakeConnection(): {
  readonly connection: ConstructorParameters<typeof PacedSender>[0];
  readonly told: Frame[];
  readonly probes: PromiseWithResolvers<DaemonReply>[];
  readonly confirm: () => Promise<void>;
} {
  const told: Frame[] = [];
  const probes: PromiseWithResolvers<DaemonReply>[] = [];
  const confirm = async (): Promise<void> => {
    probes.shift()?.resolve({ type: "extensionValue", value: undefined });
    await new Promise((next) => setImmediate(next));
  };
  const connection = {
    write: (frame: Frame): undefined => void told.push(frame),
    ask: (): Promise<DaemonReply> => {
      const probe = Promise.withResolvers<DaemonReply>();
      probes.push(probe);
      return probe.promise;
    },
  };
  return { connection, told, probes, confirm };
}

const frame = (name: string): Frame => [Buffer.from(name)];

test("[WIRE-39] no more than a window of messages is unconfirmed, and their order stays", async () => {
  const { connection, told, probes, confirm } = fakeConnection();
  const sender = new PacedSender(connection);
  const sending = Array.from({ length: 1000 }, (_, at) => sender.send(frame(String(at)), 8));
  expect(told).toHaveLength(senderWindow.messages);
  expect(probes.length).toBeGreaterThan(0);
  expect(sending.slice(0, senderWindow.messages).every((pressure) => pressure === undefined)).toBe(true);
  let most = 0;
  for (let before = told.length; probes.length > 0; before = told.length) {
    await confirm();
    most = Math.max(most, told.length - before);
  }
  await Promise.all(sending.filter((pressure) => pressure !== undefined));
  await sender.flushed();
  expect(most).toBeLessThanOrEqual(senderWindow.messages);
  expect(told).toEqual(Array.from({ length: 1000 }, (_, at) => frame(String(at))));
});

test("[WIRE-39] no more than 32 MiB are unconfirmed, but a single message may have more", async () => {
  const { connection, told, confirm } = fakeConnection();
  const sender = new PacedSender(connection);
  const big = 40 * 1024 * 1024;
  void sender.send(frame("small"), 8);
  const first = sender.send(frame("1"), big);
  void sender.send(frame("2"), big);
  expect(told).toHaveLength(1);
  await confirm();
  expect(told).toHaveLength(2);
  await confirm();
  await first;
  expect(told).toHaveLength(3);
});

test("[WIRE-39] [WIRE-38] a connection that is lost rejects who waits", async () => {
  const { connection, probes } = fakeConnection();
  const sender = new PacedSender(connection);
  const sending = Array.from({ length: 300 }, (_, at) => sender.send(frame(String(at)), 8));
  for (const probe of probes) probe.reject(new Error("gone"));
  await expect(sending.at(-1)).rejects.toThrow("gone");
});

test("[WIRE-39] a burst of a node arrives complete at a daemon that confirms, and waits at the node else", async () => {
  await using daemon = await ScriptedDaemon.start();
  await using node = await connectTo(daemon);
  await Promise.all(Array.from({ length: 2000 }, (_, at) => node.sendOutput("out", null, { at })));
  await daemon.until("sendMessage", 2000);
  const order = daemon.of("sendMessage").map(({ metadata }) => metadata.parameters.get("at")?.value);
  expect(order).toEqual(Array.from({ length: 2000 }, (_, at) => at));
  daemon.script = ({ type }) => (type === "extensionLoad" ? "silence" : undefined);
  const stuck = Promise.all(Array.from({ length: 1000 }, () => node.sendOutput("out", null)));
  await daemon.until("sendMessage", 2000 + senderWindow.messages / 2);
  daemon.kill();
  await expectCode(stuck, "DATAFLOW_DAEMON_LOST");
});
