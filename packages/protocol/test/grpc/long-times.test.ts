import { createServer } from "node:net";
import { setTimeout } from "node:timers/promises";
import { create } from "@bufbuild/protobuf";
import { createClient } from "@connectrpc/connect";
import { describe, expect, test, vi } from "vitest";
import { createGrpcTransport, type GrpcTransportOptions } from "@millrace/protocol/grpc";
import { deferred } from "../../src/internal/deferred.ts";
import { longestTimeoutMs, startTimer } from "../../src/internal/start-timer.ts";
import { EchoService, NoteSchema, type Note } from "./echo-service.ts";
import { endStream, envelope, frameType, RawClient } from "./raw-client.ts";
import { echo, serve } from "./serve.ts";

const month = 30 * 86_400_000;

describe("a timer", () => {
  test.each([0, 1, longestTimeoutMs, longestTimeoutMs + 1, month, 3 * longestTimeoutMs])("of %d ms", (delayMs) => {
    vi.useFakeTimers();
    try {
      const fired = vi.fn<() => void>();
      startTimer(delayMs, fired);
      if (delayMs > 0) vi.advanceTimersByTime(delayMs - 1);
      expect(fired).toHaveBeenCalledTimes(0);
      vi.advanceTimersByTime(1);
      expect(fired).toHaveBeenCalledTimes(1);
    } finally {
      vi.useRealTimers();
    }
  });

  test("of infinity never fires, and any can be stopped", () => {
    vi.useFakeTimers();
    try {
      const fired = vi.fn<() => void>();
      const cancel = [startTimer(Infinity, fired), startTimer(month, fired), startTimer(5, fired)];
      vi.advanceTimersByTime(1);
      cancel[2]?.();
      vi.advanceTimersByTime(longestTimeoutMs);
      cancel[1]?.();
      vi.advanceTimersByTime(5 * month);
      expect([fired.mock.calls.length, vi.getTimerCount()]).toEqual([0, 1]);
      cancel[0]?.();
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });
});

/** Long enough for a timer of a millisecond to fire before. */
const slow = { ...echo, unary: async (note: object): Promise<Note> => setTimeout(50, create(NoteSchema, note)) };

test("a connection that may get a month old is not asked to go at once", async () => {
  await using served = await serve(slow, { maxConnectionAgeMs: month });
  await using raw = await RawClient.connect({ path: served.path });
  const stream = raw.open("/millrace.test.Echo/Unary");
  raw.data(stream, envelope(create(NoteSchema)), endStream);
  await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
  expect(raw.frames.filter(({ type }) => type === frameType.goaway)).toEqual([]);
});

test("calls of an old connection have a month to end", async () => {
  await using served = await serve(slow, { maxConnectionAgeMs: 5, maxConnectionAgeGraceMs: month });
  await using transport = createGrpcTransport({ address: served.address });
  expect(await createClient(EchoService, transport).unary({ text: "x" })).toMatchObject({ text: "x" });
});

test.each([month, Infinity])("a transport that gives its calls %d ms does not cut them off", async (graceMs) => {
  const begun = deferred<void>();
  const unary = (note: object): Promise<Note> => {
    begun.resolve();
    return slow.unary(note);
  };
  await using served = await serve({ unary });
  const transport = createGrpcTransport({ address: served.address });
  const answer = createClient(EchoService, transport).unary({ text: "x" });
  await begun.promise;
  await transport.close({ graceMs });
  expect(await answer).toMatchObject({ text: "x" });
});

test.each([month, Infinity])("a server may take %d ms for the answer to a PING", async (keepaliveTimeoutMs) => {
  // Takes calls and says nothing.
  const sockets = new Set<{ destroy(): void }>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.resume().on("error", () => undefined);
    socket.write(Buffer.from([0, 0, 0, frameType.settings, 0, 0, 0, 0, 0]));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  const options: GrpcTransportOptions = { address: { port }, keepaliveMs: 10, keepaliveTimeoutMs };
  await using transport = createGrpcTransport(options);
  const events: unknown[] = [];
  const noted = (reason?: Error): void => void events.push(reason);
  transport.openStream(EchoService.method.bidi, { message: () => noted(), end: noted, abort: noted });
  await setTimeout(100);
  expect(events).toEqual([]);
  for (const socket of sockets) socket.destroy();
  server.close();
});
