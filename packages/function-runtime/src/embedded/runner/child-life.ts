import { fork, type ChildProcess, type Serializable } from "node:child_process";
import { once } from "node:events";
import process from "node:process";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { withDeadline } from "@millrace/protocol";
import type { EmbeddedPlatform } from "../embedded-platform.ts";
import type { RunLog } from "../store/run-log.ts";
import type { ChildProducts, FromChild, ReadyMessage, SentError, ToChild } from "./child-messages.ts";
import { MaskedLines } from "./masked-lines.ts";
import type { Masker } from "../../masker.ts";
import { PlatformHost } from "./platform-host.ts";
import type { Reaper } from "./reaper.ts";

/** How long pipes may stay open after a process and its group have ended. */
const leftoverMs = 1000;

/** The end of standard error, in which Node says why it died. */
const keptErrorChars = 4096;

export interface ChildOptions {
  readonly entry: URL;
  /** What it is told first, and when its run is to end. */
  readonly orders: ChildOrders;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly flags: readonly string[];
  readonly platform: EmbeddedPlatform;
  readonly reaper: Reaper;
  readonly log: RunLog;
  readonly masker: Masker;
  /** What a process has to end by itself once it has told its result. */
  readonly exitGraceMs: number;
  readonly onReady?: (message: ReadyMessage) => void;
}

/** Services and jobs are ordered in words of their own; what they report has the same types. */
export interface ChildOrders {
  readonly start: Serializable;
  readonly end: (reason: string) => Serializable;
}

/** How the process of a run ended. */
export interface ChildEnd {
  /** What it told before it ended: absent, it did not come to that. */
  readonly told?: { readonly products: ChildProducts } | { readonly error: SentError };
  readonly exitCode?: number;
  readonly signal?: NodeJS.Signals;
  /** The last that it wrote to standard error. */
  readonly lastErrors: string;
}

/** The process of one run, from its start until it and its whole group are gone. */
export class ChildLife {
  readonly ended: Promise<ChildEnd>;
  readonly #child: ChildProcess;
  readonly #orders: ChildOrders;

  constructor(options: ChildOptions) {
    // A group of its own: what the function starts ends with it, and Ctrl-C reaches the runner alone.
    this.#child = fork(fileURLToPath(options.entry), {
      env: options.env,
      execArgv: [...options.flags],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
      detached: hasGroups,
    });
    this.#orders = options.orders;
    this.ended = this.#live(options);
  }

  /** Asks the function to end, by its signal. */
  abort(reason: string): void {
    this.#send(this.#orders.end(reason));
  }

  terminate(): void {
    this.#signal("SIGTERM");
  }

  kill(): void {
    this.#signal("SIGKILL");
  }

  async #live({ platform, reaper, log, masker, exitGraceMs, onReady }: ChildOptions): Promise<ChildEnd> {
    const child = this.#child;
    if (child.pid !== undefined) reaper.add(child.pid);
    let told: ChildEnd["told"];
    let exitTimer: NodeJS.Timeout | undefined;
    const send = (message: ToChild): void => this.#send(message);
    const host = new PlatformHost({ platform, send, onSecret: (value) => masker.add(value) });
    child.on("message", (message: FromChild) => {
      if (told !== undefined || host.take(message)) return;
      if (message.type === "ready") onReady?.(message);
      else if (message.type === "done" || message.type === "failed") {
        told = message.type === "done" ? { products: message.products } : { error: message.error };
        // What it still has to do at exit is not the result any more.
        exitTimer = setTimeout(() => this.kill(), exitGraceMs);
      }
    });
    let lastErrors = "";
    const pipes = [
      capture(
        child.stdout,
        log,
        new MaskedLines(masker, (text) => log.append({ time: Date.now(), stream: "stdout", text })),
      ),
      capture(
        child.stderr,
        log,
        new MaskedLines(masker, (text) => log.append({ time: Date.now(), stream: "stderr", text })),
        (text) => (lastErrors = (lastErrors + text).slice(-keptErrorChars)),
      ),
    ];
    this.#send(this.#orders.start);
    const exit = await exitOf(child);
    // Whoever it left behind would hold its pipes.
    this.kill();
    await lastMessages(child);
    clearTimeout(exitTimer);
    host.close();
    if (child.pid !== undefined) reaper.remove(child.pid);
    await Promise.all(pipes.map((pipe) => pipe.ended()));
    return { ...(told === undefined ? {} : { told }), ...exit, lastErrors };
  }

  /** The channel may be gone: then the process is, or is about to be. */
  #send(message: Serializable): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  #signal(signal: NodeJS.Signals): void {
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      if (hasGroups) process.kill(-pid, signal);
      else this.#child.kill(signal);
    } catch {
      // It has ended meanwhile, and so has everybody in its group.
    }
  }
}

const hasGroups = process.platform !== "win32";

async function exitOf(child: ChildProcess): Promise<Pick<ChildEnd, "exitCode" | "signal">> {
  // Rejects when the process could not be started at all.
  const [code, signal] = (await once(child, "exit")) as [number | null, NodeJS.Signals | null];
  return { ...(code === null ? {} : { exitCode: code }), ...(signal === null ? {} : { signal }) };
}

/** What a process said last may still be in the channel when it has ended. */
async function lastMessages(child: ChildProcess): Promise<void> {
  if (!child.connected) return;
  await withDeadline(once(child, "disconnect"), { timeoutMs: leftoverMs }).catch(() => child.disconnect());
}

interface Captured {
  /** Resolves when everything is in the log that was said. */
  ended(): Promise<void>;
}

/** Lines of a pipe into the log; the pipe waits while the log does. */
function capture(pipe: Readable | null, log: RunLog, lines: MaskedLines, onText?: (text: string) => void): Captured {
  if (pipe === null) return { ended: async () => undefined };
  pipe.setEncoding("utf8").on("data", (text: string) => {
    onText?.(text);
    lines.push(text);
    if (!log.isFull) return;
    pipe.pause();
    void log.flush().then(() => pipe.resume());
  });
  const closed = new Promise<void>((resolve) => pipe.once("close", resolve));
  return {
    ended: async () => {
      await withDeadline(closed, { timeoutMs: leftoverMs }).catch(() => pipe.destroy());
      lines.end();
    },
  };
}
