import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { leakCheck } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { Engine } from "./support/engine.ts";
import { kinds, type KindCase } from "./support/kinds.ts";
import { envelope } from "./support/raw-call.ts";
import { callFrame, dataFrame, preface, resetFrame } from "./support/raw-frames.ts";
import { serve } from "./support/serve.ts";

const [mapKind] = kinds as [KindCase];
const connections = 10_000;
const atOnce = 100;

/** `{ handshake: { sot: true } }`, asked and answered. */
const sot = envelope(Buffer.from("1a020801", "hex"));
const handshake = dataFrame(sot);
/** `MapRequest { request: { value: "a" }, id: "1" }` */
const request = dataFrame(envelope(Buffer.from("0a03120161120131", "hex")));
const call = Buffer.concat([preface, callFrame(mapKind.path)]);

/** What a peer says before it goes. */
const sayings: Readonly<Record<string, Uint8Array>> = {
  nothing: Buffer.alloc(0),
  "half of the preface": preface.subarray(0, 11),
  "the preface": preface,
  "no HTTP/2": Buffer.alloc(100, "garbage"),
  "half of a frame of headers": call.subarray(0, -7),
  "the beginning of a call": call,
  "the handshake": Buffer.concat([call, handshake]),
  "half of a message": Buffer.concat([call, handshake, request.subarray(0, -3)]),
  "a message that is not answered": Buffer.concat([call, handshake, request]),
  "a call that it cancels": Buffer.concat([call, handshake, request, resetFrame]),
};
const anything = Buffer.alloc(0);
const greeted = ["the handshake", "half of a message", "a message that is not answered"];

type Leave = (socket: Socket, hears: Buffer) => void;

/** A server of HTTP/2 speaks first; only who has heard it answer is sure that it listened. */
const leaveWhenHeard: Leave = (socket, hears) => {
  let heard = Buffer.alloc(0);
  socket.on("data", (chunk: Buffer) => {
    heard = Buffer.concat([heard, chunk]);
    if (heard.includes(hears)) socket.destroy();
  });
};
const ways: readonly Leave[] = [
  (socket) => socket.destroy(),
  (socket) => socket.end(() => socket.destroy()),
  leaveWhenHeard,
];

interface Manner {
  readonly says: Uint8Array;
  readonly hears: Buffer;
  readonly leave: Leave;
}
const manners: readonly Manner[] = Object.entries(sayings).flatMap(([name, says]) =>
  ways.map((leave) => ({ says, leave, hears: greeted.includes(name) ? sot : anything })),
);

/** Comes, says something, and is gone. */
function drop(path: string, { says, hears, leave }: Manner): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = connect(path, () => {
    // From now on it is no matter who hangs up first.
    socket.off("error", reject).on("error", () => undefined);
    if (says.length === 0) leave(socket, hears);
    else socket.write(says, () => leave(socket, hears));
  });
  socket.once("error", reject).once("close", () => resolve());
  return promise;
}

/** When it has been answered, all who came before have left the system's queue, which is short. */
const last: Manner = { says: preface, hears: anything, leave: leaveWhenHeard };

test("[G-11] 10,000 connections that are dropped in all manners leave nothing behind, and others are served", async () => {
  let begun = 0;
  let atWork = 0;
  await using served = await serve(
    mapKind.components(async (value, { signal }) => {
      if (Buffer.from(value).toString() !== "a") return;
      begun++;
      atWork++;
      if (!signal.aborted) await once(signal, "abort");
      atWork--;
    }),
  );
  const { path } = served.address as { readonly path: string };
  const leaks = leakCheck({ settleMs: 20_000 });
  for (let nth = 0; nth < connections; nth += atOnce) {
    const some = Array.from({ length: atOnce }, (_, index) => manners[(nth + index) % manners.length] as Manner);
    await Promise.all(some.map((manner) => drop(path, manner)));
    await drop(path, last);
  }
  expect(begun).toBeGreaterThanOrEqual(Math.floor(connections / manners.length));
  await expect.poll(() => atWork, { timeout: 20_000 }).toBe(0);
  await leaks.assertClean();
  using engine = new Engine(served.address);
  const call = mapKind.open(engine);
  call.send(Buffer.from("still here"));
  expect(await call.answer()).toBe("still here");
  expect(served.server.state).toBe("running");
});
