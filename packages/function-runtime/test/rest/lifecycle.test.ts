import { once } from "node:events";
import { connect } from "node:net";
import { expectCode, leakCheck, tempFolder } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { openEmbedded } from "../../src/embedded/open-embedded.ts";
import { serverDefaults, startServer } from "../../src/server.ts";
import { send, withRest } from "./support.ts";

/** A connection with a request whose body has not all come. */
const halfAnUpload = async (port: number): Promise<{ readonly end: () => void; readonly answer: Promise<string> }> => {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  const chunks: Buffer[] = [];
  socket.on("data", (chunk) => chunks.push(chunk));
  socket.on("error", () => undefined);
  const answer = new Promise<string>((resolve) => {
    socket.on("close", () => resolve(Buffer.concat(chunks).toString()));
  });
  const head = ["PUT /s3/millrace/p/x HTTP/1.1", "host: localhost", "content-length: 5", "expect: 100-continue", ""];
  socket.write(`${head.join("\r\n")}\r\n`);
  // The request is in hand once the server asks for its body.
  await once(socket, "data");
  socket.write("he");
  return { end: () => socket.write("llo"), answer };
};

test("[REST-33] closing lets requests in hand end, and leaves nothing open", async () => {
  await using folder = await tempFolder();
  await using _ = leakCheck();
  const server = await startServer({ dir: folder.path });
  const upload = await halfAnUpload(server.port);
  const closed = server.close();
  upload.end();
  expect(await upload.answer).toContain("HTTP/1.1 200 OK");
  await closed;
  await server.close();
  await expect(send(server.url, "GET", "/health")).rejects.toThrow("ECONNREFUSED");
});

test("[REST-33] what takes longer than the grace is cut", async () => {
  await using folder = await tempFolder();
  const server = await startServer({ dir: folder.path });
  const upload = await halfAnUpload(server.port);
  await server.close({ graceMs: 0 });
  expect(await upload.answer).not.toContain("200 OK");
});

test("[REST-33] a platform of the caller's stays open", async () => {
  await using folder = await tempFolder();
  const platform = await openEmbedded({ dir: folder.path });
  const server = await startServer({ platform });
  await server.close();
  expect((await platform.list("project", undefined)).totalElements).toBe(0);
  await platform.close();
});

test("[REST-33] a port that is taken, and options that there are not", async () => {
  await withRest(async ({ server }) => {
    await using folder = await tempFolder();
    await expectCode(startServer({ dir: folder.path, port: server.port }), "FUNCTION_SERVER_NOT_LISTENING");
    await using again = await startServer({ dir: folder.path });
    expect(again.port).not.toBe(server.port);
  });
  await expectCode(() => startServer({ prot: 1 } as never), "PROTOCOL_UNKNOWN_OPTION");
  await expectCode(() => startServer({ port: -1 }), "PROTOCOL_INVALID_OPTION");
  expect(serverDefaults.host).toBe("127.0.0.1");
});
