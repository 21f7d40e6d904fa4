import { once } from "node:events";
import { request, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { tempFolder } from "@millrace/protocol/testing";
import { startServer, type RunningServer, type ServerOptions } from "../../src/server.ts";

export interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
  /** The body as JSON. */
  readonly json: Json;
}

// Answers are looked into freely.
// oxlint-disable-next-line typescript/no-explicit-any
export type Json = any;

/** Sends a path as it is: nothing resolves it, as `fetch` would. */
export const send = async (url: string, method: string, path: string, sent: Sent = {}): Promise<Answer> => {
  const { hostname, port } = new URL(url);
  const outgoing = request({ hostname, port, method, path, headers: sent.headers ?? {}, agent: false });
  outgoing.end(sent.body);
  const [incoming] = (await once(outgoing, "response")) as [IncomingMessage];
  const bytes = await buffer(incoming);
  const text = bytes.toString("utf8");
  return {
    status: incoming.statusCode ?? 0,
    headers: incoming.headers,
    bytes,
    text,
    get json(): Json {
      return JSON.parse(text);
    },
  };
};

export interface Rest {
  readonly server: RunningServer;
  readonly get: (path: string, sent?: Sent) => Promise<Answer>;
  readonly remove: (path: string) => Promise<Answer>;
  readonly post: (path: string, body?: unknown) => Promise<Answer>;
  readonly put: (path: string, body: unknown) => Promise<Answer>;
  readonly send: (method: string, path: string, sent?: Sent) => Promise<Answer>;
}

/** A server over a store of its own with an empty project `p`. */
export const withRest = async (use: (rest: Rest) => Promise<void>, options: ServerOptions = {}): Promise<void> => {
  await using folder = await tempFolder();
  await using server = await startServer({ dir: folder.path, ...options });
  const headers = { "content-type": "application/json" };
  const rest: Rest = {
    server,
    send: (method, path, sent) => send(server.url, method, path, sent),
    get: (path, sent) => send(server.url, "GET", path, sent),
    remove: (path) => send(server.url, "DELETE", path),
    post: (path, body) =>
      send(server.url, "POST", path, body === undefined ? {} : { headers, body: JSON.stringify(body) }),
    put: (path, body) => send(server.url, "PUT", path, { headers, body: JSON.stringify(body) }),
  };
  if (options.auth === undefined) await rest.post("/api/v1/projects", { kind: "project", name: "p", spec: {} });
  await use(rest);
};

export const inP = "/api/v1/-/p";

export const newFunction = (name = "f", kind = "python"): Json => ({
  kind,
  name,
  spec: { source: { handler: "main:f", base64: "" } },
});
