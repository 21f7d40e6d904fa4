import process from "node:process";
import { childLogger, consoleLogger, type Logger } from "@millrace/protocol";
import type { EntityRecord } from "../../entity.ts";
import { FunctionError } from "../../errors.ts";
import type { ChildProducts, FromChild, ToChild } from "./child-messages.ts";
import { ParentLink } from "./parent-link.ts";
import { PlatformProxy } from "./platform-proxy.ts";
import { sentErrorOf } from "./sent-error.ts";

/** What the process of a job or build has to do its work with. */
export interface ChildSide {
  /** RUNNING, with everything of its function and task in its spec. */
  readonly run: EntityRecord;
  readonly platform: PlatformProxy;
  /** Aborts at the deadline and when the run is stopped. */
  readonly signal: AbortSignal;
  /** Its lines go to the run's log. */
  readonly logger: Logger;
}

/**
 * The whole life of the process of a job or build: takes the run from its parent, does the work, tells what came of it, and ends,
 * whatever the work has left open. When the parent dies it ends as well.
 */
export function runChild(work: (child: ChildSide) => Promise<ChildProducts>): void {
  const abort = new AbortController();
  const link = new ParentLink(send);
  process.once("disconnect", () => process.exit(1));
  process.on("message", (message: ToChild) => {
    if (message.type === "abort") abort.abort(new FunctionError("FUNCTION_RUN_STOPPED", message.reason));
    else if (message.type !== "start") link.take(message);
    else {
      const platform = new PlatformProxy(link, message.root);
      const logger = childLogger(consoleLogger(), { run: message.run.id });
      void end(() => work({ run: message.run, platform, signal: abort.signal, logger }));
    }
  });
  // What nobody caught is the function's failure, and is told as one.
  process.on("uncaughtException", (error) => fail(error));
}

async function end(work: () => Promise<ChildProducts>): Promise<void> {
  try {
    last({ type: "done", products: await work() }, 0);
  } catch (error) {
    fail(error);
  }
}

function fail(error: unknown): void {
  last({ type: "failed", error: sentErrorOf(error) }, 1);
}

/** A process that its parent has left has nobody to tell, and is about to end. */
function send(message: FromChild): void {
  if (process.connected) process.send?.(message);
}

let isOver = false;

/** Tells the last thing, and ends when it is on its way, and the output before it. */
function last(message: FromChild, exitCode: number): void {
  if (isOver) return;
  isOver = true;
  const exit = (): void => {
    process.stdout.write("", () => process.stderr.write("", () => process.exit(exitCode)));
  };
  if (!process.connected || process.send === undefined) exit();
  else process.send(message, exit);
}
