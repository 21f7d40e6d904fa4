import { create } from "@bufbuild/protobuf";
import { Code, createClient } from "@connectrpc/connect";
import { setImmediate } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { createGrpcTransport, type ClientStreamCall, type GrpcTransport } from "@millrace/protocol/grpc";
import { EchoService, NoteSchema, type Note } from "../echo-service.ts";
import { failureOf } from "../failure-of.ts";
import { envelope, frameType } from "../raw-client.ts";
import { flag, RawPeers, setting, type RawPeer } from "../raw-peer.ts";
import { answer, rawServer } from "../raw-server.ts";

const hello = envelope(create(NoteSchema, { text: "hello" }));

/** A call that tells how it ended, and what came before. */
function bidi(transport: GrpcTransport): {
  readonly call: ClientStreamCall<Note>;
  readonly texts: string[];
  readonly ended: Promise<string>;
} {
  const texts: string[] = [];
  let finish: (how: string) => void;
  const ended = new Promise<string>((resolve) => (finish = resolve));
  const call = transport.openStream(EchoService.method.bidi, {
    message: ({ text }: Note) => void texts.push(text),
    end: () => finish("OK"),
    abort: ({ message }) => finish(message),
  });
  return { call, texts, ended };
}

/** A PING that is answered has been read, and all that came before it. */
async function settled(peer: RawPeer): Promise<void> {
  const before = peer.of(frameType.ping).length;
  peer.send(frameType.ping, 0, 0, Buffer.alloc(8));
  await peer.waitFor(({ type }) => type === frameType.ping && peer.of(frameType.ping).length > before);
}

describe("a response that came whole is read whole, although the call was paused", () => {
  test.each<[string, (peer: RawPeer) => void]>([
    ["when the server resets the stream afterwards", (peer) => peer.reset(1, 8)],
    ["when it resets it in peace", (peer) => peer.reset(1, 0)],
    ["when the connection is cut afterwards", (peer) => peer.socket.destroy()],
  ])("%s", async (_name, cut) => {
    await using peers = await RawPeers.listen();
    await using transport = createGrpcTransport({ address: peers.address });
    const { call, texts, ended } = bidi(transport);
    const peer = await peers.peer();
    peer.settings();
    await peer.request();
    call.pause();
    peer.answer(1, Buffer.concat([hello, hello]));
    await settled(peer);
    cut(peer);
    for (let i = 0; i < 20; i++) await setImmediate();
    expect(texts).toEqual([]);
    call.resume();
    expect([await ended, texts]).toEqual(["OK", ["hello", "hello"]]);
  });
});

test("a server that says no more, and reads nothing, keeps no call waiting", async () => {
  await using peers = await RawPeers.listen();
  await using transport = createGrpcTransport({ address: peers.address });
  const calls = Array.from({ length: 20 }, () => bidi(transport));
  const peer = await peers.peer();
  peer.socket.pause();
  peer.settings([setting.window, 2 ** 31 - 1]);
  peer.widen(0, 2 ** 30);
  const large = create(NoteSchema, { data: new Uint8Array(1_000_000) });
  for (const { call } of calls) call.send(large);
  for (let i = 0; i < 20; i++) await setImmediate();
  // Its own half of the connection; ours would stay open for ever.
  peer.socket.end();
  for (const { ended } of calls) expect(await ended).toContain("the connection was lost");
});

test("a response to a request that was not read frees its stream", async () => {
  await using peers = await RawPeers.listen();
  const transport = createGrpcTransport({ address: peers.address });
  const answered = createClient(EchoService, transport).unary({ data: new Uint8Array(1000) });
  const peer = await peers.peer();
  peer.settings([setting.window, 10]);
  await peer.request();
  peer.answer(1, hello);
  expect((await answered).text).toBe("hello");
  // What was not sent never will be: the server need not keep the stream either.
  expect(await peer.verdict()).toBe("reset 8");
  await transport.close({ graceMs: 600_000 });
});

describe("GOAWAY", () => {
  test("lets nothing begin, and calls that have not begun move on to another connection", async () => {
    await using peers = await RawPeers.listen();
    await using transport = createGrpcTransport({ address: peers.address });
    const client = createClient(EchoService, transport);
    const first = client.unary({ text: "1" });
    const second = client.unary({ text: "2" });
    const peer = await peers.peer();
    peer.settings([setting.streams, 1]);
    await peer.request();
    peer.goaway(2 ** 31 - 1);
    const other = await peers.peer(2);
    other.settings();
    await other.request();
    other.answer(1, hello);
    expect((await second).text).toBe("hello");
    peer.answer(1, hello);
    // The second says what the first did not: nothing else was begun.
    peer.goaway(1);
    expect((await first).text).toBe("hello");
    await peer.waitFor(({ type }) => type === frameType.goaway);
    expect([peer.of(frameType.headers).length, peers.count]).toEqual([1, 2]);
  });

  test("streams above the last that it names are called again, once; others are not", async () => {
    await using peers = await RawPeers.listen();
    await using transport = createGrpcTransport({ address: peers.address });
    const client = createClient(EchoService, transport);
    const calls = [1, 2].map(() => client.unary({}));
    const seen = failureOf(calls[0] as Promise<Note>);
    const peer = await peers.peer();
    peer.settings();
    await peer.request(2);
    peer.goaway(1);
    const other = await peers.peer(2);
    other.settings();
    await other.request();
    peer.socket.destroy();
    expect((await seen).code).toBe(Code.Unavailable);
    other.goaway(0);
    expect((await failureOf(calls[1] as Promise<Note>)).code).toBe(Code.Unavailable);
    expect(peers.count).toBe(2);
  });

  test("a connection that drains is still asked whether it lives", async () => {
    await using peers = await RawPeers.listen();
    await using transport = createGrpcTransport({
      address: peers.address,
      keepaliveMs: 100,
      keepaliveTimeoutMs: 100,
    });
    const failed = failureOf(createClient(EchoService, transport).unary({}));
    const peer = await peers.peer();
    peer.settings();
    await peer.request();
    peer.goaway(1);
    expect((await failed).message).toContain("did not answer a PING");
  });
});

test("closing leaves time to calls that the server has not let begin", async () => {
  await using server = await rawServer((stream) => answer(stream, hello), { settings: { maxConcurrentStreams: 1 } });
  const transport = createGrpcTransport({ address: server.address });
  const client = createClient(EchoService, transport);
  await client.unary({});
  const answers = Promise.all([1, 2, 3, 4].map(() => client.unary({})));
  await transport.close({ graceMs: 600_000 });
  expect((await answers).map(({ text }) => text)).toEqual(["hello", "hello", "hello", "hello"]);
});

test("a server that acknowledges nothing and allows no stream is waited for, and the connection's end ends it", async () => {
  await using peers = await RawPeers.listen();
  await using transport = createGrpcTransport({ address: peers.address });
  const failed = failureOf(createClient(EchoService, transport).unary({}));
  const peer = await peers.peer();
  peer.settings([setting.streams, 0]);
  await peer.waitFor(({ type, flags }) => type === frameType.settings && flags === flag.ack);
  expect(peer.of(frameType.headers)).toEqual([]);
  peer.socket.destroy();
  // It never began: it is called again, and there is nobody any more.
  const other = await peers.peer(2);
  other.socket.destroy();
  expect((await failed).code).toBe(Code.Unavailable);
});
