import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import type { Clock } from "@millrace/protocol";
import { systemClock } from "@millrace/protocol";
import { openCore, type CoreOptions } from "../../../src/remote/core-client.ts";
import type { Platform } from "../../../src/platform.ts";

export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly queryText: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: unknown;
  readonly text?: string;
  /** Answers by itself, or not at all. */
  readonly raw?: (response: ServerResponse) => void;
}

export interface FakeCore extends AsyncDisposable {
  readonly url: string;
  readonly seen: readonly Seen[];
  /** The requests to paths that end so, oldest first. */
  to(end: string): readonly Seen[];
}

/** A Core that answers what a test says; what it leaves open, as an open Core of level 15 does. */
export async function fakeCore(
  answer: (seen: Seen) => Reply | undefined = () => undefined,
  onUpgrade?: (request: IncomingMessage, socket: Duplex) => void,
): Promise<FakeCore> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const url = new URL(request.url ?? "/", "http://fake");
      const one: Seen = {
        method: request.method ?? "",
        path: url.pathname,
        query: Object.fromEntries(url.searchParams),
        queryText: url.search,
        headers: request.headers,
        body,
      };
      seen.push(one);
      const reply = answer(one) ?? usual(one);
      if (reply.raw !== undefined) return reply.raw(response);
      response.writeHead(reply.status ?? 200, { "content-type": "application/json", ...reply.headers });
      response.end(reply.text ?? (reply.json === undefined ? "" : JSON.stringify(reply.json)));
    });
  });
  if (onUpgrade !== undefined) server.on("upgrade", onUpgrade);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    to: (end) => seen.filter(({ path }) => path.endsWith(end)),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function usual({ path }: Seen): Reply {
  if (path.endsWith("/api/auth")) return { json: {} };
  if (path.endsWith("/.well-known/configuration")) return { json: { dhcore_default_files_store: "s3://told" } };
  return { status: 404, json: { status: 404, message: "No such EntityName: RUN" } };
}

/** A platform that a test closes, untouched by the settings of whoever runs it. */
export async function open(core: FakeCore, options: CoreOptions = {}): Promise<Platform & AsyncDisposable> {
  const platform = await openCore({ endpoint: core.url, configFile: "/nowhere/dhcore.ini", auth: "none", ...options });
  return Object.assign(platform, { [Symbol.asyncDispose]: () => platform.close() });
}

/** Pauses that are over at once, and are remembered. */
export function quickClock(): Clock & { readonly pauses: readonly number[] } {
  const pauses: number[] = [];
  return {
    ...systemClock,
    pauses,
    setTimer: (delayMs, callback) => {
      pauses.push(delayMs);
      const handle = setImmediate(callback);
      return () => clearImmediate(handle);
    },
  };
}

/** An entity as Core answers it. */
export const coreEntity = (id: string, more: Readonly<Record<string, unknown>> = {}): object => ({
  id,
  key: `store://p/artifact/artifact/a:${id}`,
  kind: "artifact",
  name: "a",
  project: "p",
  metadata: { project: "p", name: "a" },
  spec: { path: "s3://told/p/artifact/a/1/x.txt" },
  status: { state: "READY" },
  ...more,
});
