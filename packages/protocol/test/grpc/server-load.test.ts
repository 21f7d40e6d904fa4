import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { join } from "node:path";
import { Code, ConnectError } from "@connectrpc/connect";
import { describe, expect, test, vi } from "vitest";
import { tempSocket } from "@millrace/protocol/testing";
import { GrpcJsClient, noteOf } from "./grpc-js-client.ts";
import { endStream, envelope, RawClient } from "./raw-client.ts";
import { echo, implementations, serve } from "./serve.ts";

const path = (method: string): string => `/millrace.test.Echo/${method}`;

describe.each(implementations)("%s", (_, options) => {
  test("a peer may cancel thousands of calls, and go on", async () => {
    await using served = await serve({ ...echo, unary: () => new Promise(() => undefined) }, options);
    await using raw = await RawClient.connect({ path: served.path });
    for (let count = 0; count < 1500; count++) raw.reset(raw.open(path("Unary")));
    const stream = raw.open(path("Bidi"));
    raw.data(stream, envelope(noteOf({ text: "x" })), endStream);
    await raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0);
    expect(raw.received(stream)).toBeGreaterThan(0);
  });

  test("one connection bears thousands of open calls", async () => {
    await using served = await serve(echo, options);
    await using raw = await RawClient.connect({ path: served.path });
    const request = envelope(noteOf({ text: "x" }));
    const streams = Array.from({ length: 1000 }, () => raw.open(path("Bidi")));
    for (const stream of streams) raw.data(stream, request);
    for (const stream of streams) raw.data(stream, request, endStream);
    await Promise.all(
      streams.map((stream) => raw.waitFor((frame) => frame.stream === stream && (frame.flags & endStream) !== 0)),
    );
    expect(streams.every((stream) => raw.received(stream) === 2 * request.length)).toBe(true);
  });

  test("headers too large to be sent end the call, not the server", async () => {
    const large = "x".repeat(100_000);
    await using served = await serve(
      {
        unary: (note, { responseHeader, responseTrailer }) => {
          if (note.text === "header") responseHeader.set("x-large", large);
          if (note.text === "trailer") responseTrailer.set("x-large", large);
          if (note.text === "error") throw new ConnectError("no", Code.Aborted, { "x-large": large });
          return note;
        },
      },
      options,
    );
    using client = new GrpcJsClient(served.address);
    for (const text of ["header", "trailer", "error"]) {
      // oxlint-disable-next-line no-await-in-loop
      expect((await client.unary({ text })).status.code).not.toBe(0);
    }
    expect((await client.unary({ text: "small" })).note?.text).toBe("small");
  });
});

test.runIf(process.platform === "linux")("a server without a descriptor left for a connection lives on", async () => {
  await using socket = await tempSocket();
  const fixture = join(import.meta.dirname, "../fixtures/serve-at.ts");
  const node = `"${process.execPath}" --conditions=@millrace/source --no-warnings "${fixture}" "${socket.path}"`;
  const child = spawn("sh", ["-c", `ulimit -n 60 && exec ${node}`], { stdio: ["pipe", "pipe", "inherit"] });
  await once(child.stdout, "data");
  const sockets = Array.from({ length: 100 }, () => connect(socket.path).on("error", () => undefined));
  // The server's settings come to those that it accepts.
  await Promise.race(sockets.map((each) => once(each, "data")));
  for (const each of sockets) each.destroy();
  // It turns newcomers away until it has seen the others leave.
  const later = await vi.waitFor(() => RawClient.connect({ path: socket.path }), { timeout: 20_000, interval: 50 });
  await later[Symbol.asyncDispose]();
  child.stdin.end();
  const [code] = (await once(child, "close")) as [number];
  expect(code).toBe(0);
});
