import { createServer, type Server, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import type { RunScope } from "@millrace/protocol";
import { FunctionError } from "../../errors.ts";
import type { FunctionService } from "./function-service.ts";
import { problemType } from "./problem.ts";
import { announcedBytes, isTooMuch } from "./read-body.ts";
import type { ServeLimits } from "./serve-options.ts";

const sockets = new WeakMap<Server, Set<Socket>>();

/** Node's server with the limits of a service. */
export function createServiceServer(service: FunctionService, limits: ServeLimits): Server {
  const { headersTimeoutMs, requestTimeoutMs, keepAliveTimeoutMs, maxHeaderBytes, maxBodyBytes } = limits;
  const server = createServer(
    {
      maxHeaderSize: maxHeaderBytes,
      headersTimeout: finite(headersTimeoutMs),
      requestTimeout: finite(requestTimeoutMs),
      keepAliveTimeout: finite(keepAliveTimeoutMs),
      // A request without a body needs no stream that ends: a tenth of a call. Node before 24.12 does not know of it.
      optimizeEmptyRequests: true,
      // How exact the two are: Node looks at all connections that often.
      connectionsCheckingInterval: Math.max(50, Math.min(5_000, headersTimeoutMs / 2, requestTimeoutMs / 2)),
    },
    service.listener,
  );
  // A caller that asks first is not told to go on with what would be refused.
  server.on("checkContinue", (request, response) => {
    if (!isTooMuch(announcedBytes(request), maxBodyBytes)) response.writeContinue();
    service.listener(request, response);
  });
  server.on("clientError", answerBrokenRequest);
  const open = new Set<Socket>();
  sockets.set(server, open);
  server.on("connection", (socket) => {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
  });
  return server;
}

export async function listen(server: Server, host: string, port: number): Promise<void> {
  try {
    await new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen({ host, port, backlog: 4096 }, () => {
        server.off("error", reject);
        resolve();
      });
    });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "EADDRINUSE" ? "another process does" : String(error);
    throw new FunctionError("FUNCTION_SERVICE_LISTEN", `cannot listen on ${host}:${port}: ${why}`, { cause: error });
  }
}

/**
 * Waits until the service shall close, and closes it: first `/ready` says so, then nobody new is let in, then open
 * requests end, each with the last answer of its connection. At the end of the grace the rest is told and cut.
 */
export async function drainServer(
  server: Server,
  service: FunctionService,
  { drainDelayMs }: ServeLimits,
  { stopping, forced }: RunScope,
): Promise<void> {
  await aborted(stopping);
  service.phase = "draining";
  if (drainDelayMs > 0) await sleep(drainDelayMs, undefined, { signal: forced }).catch(() => undefined);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  endUnused(server, service);
  await Promise.race([closed, aborted(forced)]);
  const error = new DOMException("the service closes", "AbortError");
  for (const exchange of service.open) exchange.abort(error);
  server.closeAllConnections();
  await closed;
}

/** Connections that wait for their next request, and those that never had one, which Node's server leaves. */
function endUnused(server: Server, service: FunctionService): void {
  const used = new Set<Socket>();
  for (const { request } of service.open) used.add(request.socket);
  for (const socket of sockets.get(server) ?? []) {
    if (!used.has(socket) && socket.bytesRead === 0) socket.end();
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });

const finite = (milliseconds: number): number => (milliseconds === Infinity ? 0 : milliseconds);

const statusOfBroken: Readonly<Record<string, number>> = {
  HPE_HEADER_OVERFLOW: 431,
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 413,
  ERR_HTTP_REQUEST_TIMEOUT: 408,
};

/** What is no HTTP, or too much or too slow of it: Node has no request to show for it. */
function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  // An answer is on its way: another one after it would be taken for a part of it.
  const begun = (socket as Duplex & { readonly _httpMessage?: { readonly headersSent: boolean } })._httpMessage;
  if (error.code === "ECONNRESET" || !socket.writable || begun?.headersSent === true) {
    socket.destroy();
    return;
  }
  const status = statusOfBroken[error.code ?? ""] ?? 400;
  const title = STATUS_CODES[status] ?? "Bad Request";
  const body = JSON.stringify({ type: "about:blank", title, status, detail: error.message });
  const head = `HTTP/1.1 ${status} ${title}\r\ncontent-type: ${problemType}\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n`;
  socket.end(head + body);
}
