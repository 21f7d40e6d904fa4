import { Buffer } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { Refusal } from "./refusal.ts";

/**
 * The body, refused as soon as it is known to be too large. What is left of a refused body is not read: the
 * connection is closed behind the answer.
 *
 * @throws Refusal 413
 */
export const limitedBody = (request: IncomingMessage, maxBytes: number): AsyncIterable<Uint8Array> => {
  const tooLarge = (): Refusal =>
    new Refusal(413, `the body is larger than ${maxBytes} bytes`, { connection: "close" });
  return {
    async *[Symbol.asyncIterator]() {
      if (Number(request.headers["content-length"] ?? 0) > maxBytes) throw tooLarge();
      let bytes = 0;
      // The request stays whole when it is refused half-way: its answer goes out by the same socket.
      for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
        bytes += chunk.byteLength;
        if (bytes > maxBytes) throw tooLarge();
        yield chunk;
      }
    },
  };
};

export const readAll = async (content: AsyncIterable<Uint8Array>): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks);
};

/** @throws Refusal 413, 415 for what is not called JSON, 400 for what is none */
export const readJson = async (request: IncomingMessage, content: AsyncIterable<Uint8Array>): Promise<unknown> => {
  const type = request.headers["content-type"];
  if (type !== undefined && !/^application\/([\w.+-]+\+)?json\b/iu.test(type)) {
    throw new Refusal(415, `bodies are application/json, not ${type.slice(0, 100)}`);
  }
  const text = (await readAll(content)).toString("utf8");
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Refusal(400, `the body is no JSON: ${error instanceof Error ? error.message : ""}`);
  }
};
