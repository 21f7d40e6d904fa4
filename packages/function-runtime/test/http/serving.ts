import { connect } from "node:net";
import { type Logger, silentLogger } from "@millrace/protocol";
import { onTestFinished, vi } from "vitest";
import { loadedOf } from "../../src/compose/loaded-of.ts";
import { type RunningService, serveFunction } from "../../src/embedded/http/serve-function.ts";
import type { ServeOptions } from "../../src/embedded/http/serve-options.ts";
import type { AnyFunction } from "../../src/index.ts";

/** Serves a function until the test has ended. */
export async function serving(fn: AnyFunction, options: ServeOptions = {}): Promise<RunningService> {
  const service = await serveFunction(loadedOf(fn, "tested"), { logger: silentLogger, ...options });
  onTestFinished(() => service.close({ graceMs: 0 }));
  return service;
}

/** Posts a value as JSON. */
export const post = (url: string, value: unknown, headers: Readonly<Record<string, string>> = {}): Promise<Response> =>
  fetch(url, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(value),
  });

export const problemIn = async (response: Response): Promise<Readonly<Record<string, unknown>>> =>
  (await response.json()) as Readonly<Record<string, unknown>>;

/** Sends bytes as they are, and resolves with all that came back when the connection has ended. */
export const raw = (port: number, text: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    let received = "";
    socket.on("data", (chunk) => (received += chunk.toString()));
    // A reset is an end too.
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(received));
  });

/** Keeps what is logged. */
export function keptLogger(): {
  readonly logger: Logger;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
} {
  const lines: Readonly<Record<string, unknown>>[] = [];
  const keep =
    (level: string) =>
    (fields: Readonly<Record<string, unknown>>, message: string): void =>
      void lines.push({ ...fields, level, message });
  return { logger: { debug: keep("debug"), info: keep("info"), warn: keep("warn"), error: keep("error") }, lines };
}

/** Something to wait for, and how to let go. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { opened: promise, open: () => resolve() };
}

/** Until it holds, however busy the machine is. */
export const soon = (holds: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(holds, { timeout: 20_000, interval: 10 });
