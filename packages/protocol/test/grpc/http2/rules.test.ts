import { create } from "@bufbuild/protobuf";
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { describe, expect, test } from "vitest";
import { createGrpcTransport } from "@millrace/protocol/grpc";
import { EchoService, NoteSchema } from "../echo-service.ts";
import { failureOf } from "../failure-of.ts";
import { envelope, frameType, literalHeaders, uint32 } from "../raw-client.ts";
import { flag, RawPeers, responseBlock, setting, trailerBlock, type RawPeer } from "../raw-peer.ts";

const hello = envelope(create(NoteSchema, { text: "hello" }));

/** What a server does to stream 1, and how the client judges it: by a reset, by a GOAWAY, or not at all. */
interface Offence {
  readonly name: string;
  readonly verdict: string;
  readonly commit: (peer: RawPeer) => void;
}

const connectionError = (code: number, name: string, commit: Offence["commit"]): Offence => ({
  name,
  verdict: `goaway ${code}`,
  commit,
});

const streamError = (code: number, name: string, commit: Offence["commit"]): Offence => ({
  name,
  verdict: `reset ${code}`,
  commit,
});

const responseWith = (...fields: readonly (readonly [string, string])[]): Buffer =>
  Buffer.concat([responseBlock, ...fields.map(([name, value]) => literalHeaders({ [name]: value }))]);

const [protocolError, flowControlError, frameSizeError] = [1, 3, 6];
const [compressionError, enhanceYourCalm] = [9, 11];
const pushPromise = 5;
const priority = 2;
const continuation = 9;

const offences: readonly Offence[] = [
  connectionError(protocolError, "SETTINGS on a stream", (peer) => peer.send(frameType.settings, 0, 1)),
  connectionError(frameSizeError, "SETTINGS cut short", (peer) => peer.send(frameType.settings, 0, 0, Buffer.alloc(7))),
  connectionError(frameSizeError, "an acknowledgement of SETTINGS that holds some", (peer) =>
    peer.send(frameType.settings, flag.ack, 0, Buffer.alloc(6)),
  ),
  connectionError(protocolError, "SETTINGS acknowledged twice", (peer) => {
    peer.send(frameType.settings, flag.ack, 0);
    peer.send(frameType.settings, flag.ack, 0);
  }),
  connectionError(protocolError, "a server that enables push", (peer) => peer.settings([setting.push, 1])),
  connectionError(protocolError, "frames of a size below the smallest", (peer) =>
    peer.settings([setting.frameSize, 16_383]),
  ),
  connectionError(protocolError, "frames of a size above the largest", (peer) =>
    peer.settings([setting.frameSize, 2 ** 24]),
  ),
  connectionError(flowControlError, "a window of 2^31", (peer) => peer.settings([setting.window, 2 ** 31])),
  connectionError(flowControlError, "a setting that makes the window of a stream overflow", (peer) => {
    peer.widen(1, 2 ** 31 - 1 - 65_535);
    peer.settings([setting.window, 65_536]);
  }),
  connectionError(flowControlError, "the connection's window overflows", (peer) => peer.widen(0, 2 ** 31 - 1)),
  connectionError(protocolError, "the connection's window grows by nothing", (peer) => peer.widen(0, 0)),
  streamError(flowControlError, "the window of a stream overflows", (peer) => peer.widen(1, 2 ** 31 - 1)),
  streamError(protocolError, "the window of a stream grows by nothing", (peer) => peer.widen(1, 0)),
  connectionError(protocolError, "a window for a stream that never was", (peer) => peer.widen(9, 1)),
  connectionError(frameSizeError, "WINDOW_UPDATE cut short", (peer) =>
    peer.send(frameType.window, 0, 0, Buffer.alloc(3)),
  ),
  connectionError(protocolError, "PING on a stream", (peer) => peer.send(frameType.ping, 0, 1, Buffer.alloc(8))),
  connectionError(frameSizeError, "PING cut short", (peer) => peer.send(frameType.ping, 0, 0, Buffer.alloc(7))),
  connectionError(protocolError, "GOAWAY on a stream", (peer) => peer.send(frameType.goaway, 0, 1, Buffer.alloc(8))),
  connectionError(frameSizeError, "GOAWAY cut short", (peer) => peer.send(frameType.goaway, 0, 0, Buffer.alloc(7))),
  connectionError(frameSizeError, "RST_STREAM cut short", (peer) => peer.send(frameType.reset, 0, 1, Buffer.alloc(3))),
  connectionError(protocolError, "a reset of the connection", (peer) => peer.reset(0, 8)),
  connectionError(protocolError, "a reset of a stream that never was", (peer) => peer.reset(9, 8)),
  connectionError(protocolError, "PRIORITY of the connection", (peer) => peer.send(priority, 0, 0, Buffer.alloc(5))),
  streamError(frameSizeError, "PRIORITY cut short", (peer) => peer.send(priority, 0, 1, Buffer.alloc(4))),
  connectionError(protocolError, "PUSH_PROMISE", (peer) =>
    peer.send(pushPromise, flag.endHeaders, 1, Buffer.concat([uint32(2), responseBlock])),
  ),
  connectionError(protocolError, "headers of the connection", (peer) => peer.headers(0)),
  connectionError(protocolError, "headers of a stream that never was", (peer) => peer.headers(9)),
  connectionError(protocolError, "headers of a stream of the server's", (peer) => peer.headers(2)),
  connectionError(frameSizeError, "headers without room for their priority", (peer) =>
    peer.headers(1, Buffer.alloc(4), flag.priority),
  ),
  connectionError(protocolError, "headers of nothing but padding", (peer) =>
    peer.headers(1, Buffer.from([9, 0x88]), flag.padded),
  ),
  connectionError(protocolError, "CONTINUATION of nothing", (peer) => peer.send(continuation, 4, 1, trailerBlock)),
  connectionError(protocolError, "a PING in the middle of headers", (peer) => {
    peer.send(frameType.headers, 0, 1, responseBlock);
    peer.send(frameType.ping, 0, 0, Buffer.alloc(8));
  }),
  connectionError(protocolError, "CONTINUATION of another stream", (peer) => {
    peer.send(frameType.headers, 0, 1, responseBlock);
    peer.send(continuation, flag.endHeaders, 3);
  }),
  connectionError(enhanceYourCalm, "CONTINUATION without an end", (peer) => {
    peer.send(frameType.headers, 0, 1, responseBlock);
    for (let i = 0; i < 40; i++) peer.send(continuation, 0, 1, Buffer.alloc(16_384, 0x88));
  }),
  connectionError(enhanceYourCalm, "empty CONTINUATION without an end", (peer) => {
    peer.send(frameType.headers, 0, 1, responseBlock);
    for (let i = 0; i < 20_000; i++) peer.send(continuation, 0, 1);
  }),
  connectionError(frameSizeError, "a frame that is larger than we take", (peer) =>
    peer.send(frameType.data, 0, 1, Buffer.alloc(16_385)),
  ),
  connectionError(frameSizeError, "a frame of an unknown type that is larger than we take", (peer) =>
    peer.send(77, 0, 1, Buffer.alloc(20_000)),
  ),
  connectionError(protocolError, "DATA of the connection", (peer) => peer.send(frameType.data, 0, 0, hello)),
  connectionError(protocolError, "DATA of a stream that never was", (peer) => peer.send(frameType.data, 0, 9, hello)),
  connectionError(protocolError, "DATA with more padding than there is", (peer) => {
    peer.headers(1);
    peer.send(frameType.data, flag.padded, 1, Buffer.from([5, 1, 2]));
  }),
  streamError(protocolError, "DATA before headers", (peer) => peer.send(frameType.data, 0, 1, hello)),
  streamError(protocolError, "headers without a status", (peer) => peer.headers(1, trailerBlock)),
  streamError(protocolError, "two statuses", (peer) => peer.headers(1, responseWith([":status", "200"]))),
  streamError(protocolError, "a status behind the headers", (peer) =>
    peer.headers(1, literalHeaders({ "content-type": "application/grpc", ":status": "200" })),
  ),
  streamError(protocolError, "a header of requests", (peer) =>
    peer.headers(1, literalHeaders({ ":status": "200", ":path": "/" })),
  ),
  streamError(protocolError, "a name in capitals", (peer) => peer.headers(1, responseWith(["Odd", "x"]))),
  streamError(protocolError, "a name with a space", (peer) => peer.headers(1, responseWith(["o dd", "x"]))),
  streamError(protocolError, "a name with a line break", (peer) => peer.headers(1, responseWith(["o\ndd", "x"]))),
  streamError(protocolError, "a value with a line break", (peer) => peer.headers(1, responseWith(["odd", "x\r\ny"]))),
  streamError(protocolError, "a value with NUL", (peer) => peer.headers(1, responseWith(["odd", "x\0y"]))),
  streamError(protocolError, "a header of HTTP/1 connections", (peer) =>
    peer.headers(1, responseWith(["transfer-encoding", "chunked"])),
  ),
  streamError(protocolError, "an upgrade of the connection", (peer) =>
    peer.headers(1, literalHeaders({ ":status": "101" })),
  ),
  streamError(protocolError, "an interim response that ends", (peer) =>
    peer.headers(1, literalHeaders({ ":status": "103" }), flag.endStream),
  ),
  streamError(protocolError, "trailers that do not end", (peer) => {
    peer.headers(1);
    peer.headers(1, trailerBlock);
  }),
  streamError(protocolError, "trailers with a status of HTTP", (peer) => {
    peer.headers(1);
    peer.headers(1, responseBlock, flag.endStream);
  }),
  streamError(enhanceYourCalm, "headers that are too large when unpacked", (peer) => {
    // One entry of 4,000 bytes, and 20 references to it.
    const large = Buffer.concat([Buffer.from([0x40, 1, 0x61, 0x7f, 0xa1, 0x1e]), Buffer.alloc(4_000, 0x62)]);
    peer.headers(1, Buffer.concat([responseBlock, large, Buffer.alloc(20, 0x80 | 62)]));
  }),
  connectionError(compressionError, "a header that does not exist", (peer) => peer.headers(1, Buffer.from([0xff, 0]))),
  connectionError(compressionError, "also on a stream that is over", (peer) => {
    peer.reset(1, 8);
    peer.headers(1, Buffer.from([0xff, 0]));
  }),
  connectionError(compressionError, "a table that is resized behind a header", (peer) =>
    peer.headers(1, Buffer.from([0x88, 0x20])),
  ),
];

describe("a server that breaks a rule is told so, and the calls end", () => {
  test.each(offences)("$name: $verdict", async ({ verdict, commit }) => {
    await using peers = await RawPeers.listen();
    await using transport = createGrpcTransport({ address: peers.address });
    const calls = [1, 2].map(
      () =>
        new Promise<string>((resolve) => {
          const end = (): void => resolve("OK");
          const abort = (error: unknown): void => resolve(Code[ConnectError.from(error).code]);
          transport.openStream(EchoService.method.bidi, { message: () => undefined, end, abort });
        }),
    );
    const peer = await peers.peer();
    peer.settings();
    await peer.request(2);
    commit(peer);
    const judged = await peer.verdict();
    peer.socket.destroy();
    expect(judged).toBe(verdict);
    expect(await Promise.all(calls)).toEqual([expect.any(String), expect.any(String)]);
  });
});

describe("what a server may do is no offence", () => {
  const inPieces = (block: Buffer, flags: number) => (peer: RawPeer) => {
    peer.send(frameType.headers, flags, 1, block.subarray(0, 3));
    for (const byte of block.subarray(3)) peer.send(continuation, 0, 1, Buffer.from([byte]));
    peer.send(continuation, flag.endHeaders, 1);
  };
  const oddities: readonly (readonly [string, (peer: RawPeer) => void])[] = [
    ["interim responses", (peer) => peer.headers(1, literalHeaders({ ":status": "103", link: "</a>" }))],
    ["frames of unknown types", (peer) => peer.send(0xbe, 0xff, 0x7fffffff, Buffer.alloc(1000))],
    ["settings that nobody knows", (peer) => peer.settings([0xf3, 0xffffffff], [setting.push, 0])],
    ["settings of larger frames", (peer) => peer.settings([setting.frameSize, 2 ** 24 - 1])],
    [
      "a table of no size, and of a large one",
      (peer) => peer.settings([setting.tableSize, 0], [setting.tableSize, 2 ** 32 - 1]),
    ],
    ["PRIORITY", (peer) => peer.send(priority, 0, 1, Buffer.alloc(5))],
    ["the answer to a PING that nobody sent", (peer) => peer.send(frameType.ping, flag.ack, 0, Buffer.alloc(8))],
  ];
  const responses: readonly (readonly [string, (peer: RawPeer) => void])[] = [
    [
      "headers in pieces",
      (peer) => {
        inPieces(responseBlock, 0)(peer);
        peer.send(frameType.data, 0, 1, hello);
        inPieces(trailerBlock, flag.endStream)(peer);
      },
    ],
    [
      "headers with padding and priority",
      (peer) => {
        const padded = Buffer.concat([Buffer.from([2, 0, 0, 0, 0, 16]), responseBlock, Buffer.alloc(2)]);
        peer.headers(1, padded, flag.padded | flag.priority);
        peer.send(frameType.data, 0, 1, hello);
        peer.trailers(1);
      },
    ],
    [
      "DATA with padding",
      (peer) => {
        peer.headers(1);
        peer.send(frameType.data, flag.padded, 1, Buffer.concat([Buffer.from([7]), hello, Buffer.alloc(7)]));
        peer.send(frameType.data, flag.padded, 1, Buffer.alloc(256, 255));
        peer.trailers(1);
      },
    ],
    [
      "empty DATA",
      (peer) => {
        peer.headers(1);
        for (let i = 0; i < 1000; i++) peer.send(frameType.data, 0, 1);
        peer.send(frameType.data, 0, 1, hello);
        peer.trailers(1);
      },
    ],
    [
      "a reset behind the response",
      (peer) => {
        peer.answer(1, hello);
        peer.reset(1, 0);
        peer.widen(1, 5);
        peer.reset(1, 8);
      },
    ],
  ];
  const whole = (peer: RawPeer): void => peer.answer(1, hello);
  test.each([
    ...oddities.map(([name, odd]) => [name, odd, whole] as const),
    ...responses.map(([name, answer]) => [name, () => undefined, answer] as const),
  ])("%s", async (_name, odd, answer) => {
    await using peers = await RawPeers.listen();
    await using transport = createGrpcTransport({ address: peers.address });
    const client = createClient(EchoService, transport);
    const answered = client.unary({ text: "1" });
    const peer = await peers.peer();
    peer.settings();
    await peer.request();
    odd(peer);
    answer(peer);
    expect((await answered).text).toBe("hello");
    const second = client.unary({ text: "2" });
    await peer.request(2);
    peer.answer(3, hello);
    expect([(await second).text, peers.count]).toEqual(["hello", 1]);
  });

  test("a PING is answered with its own bytes", async () => {
    await using peers = await RawPeers.listen();
    await using transport = createGrpcTransport({ address: peers.address });
    const failed = failureOf(createClient(EchoService, transport).unary({}));
    const peer = await peers.peer();
    peer.settings();
    peer.send(frameType.ping, 0, 0, Buffer.from("12345678"));
    const pong = await peer.waitFor(({ type, flags }) => type === frameType.ping && flags === flag.ack);
    expect(pong.payload.toString()).toBe("12345678");
    peer.socket.destroy();
    expect((await failed).code).toBe(Code.Unavailable);
  });
});
