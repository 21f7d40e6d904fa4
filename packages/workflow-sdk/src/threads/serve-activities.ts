import { inspect } from "node:util";
import { parentPort, receiveMessageOnPort, type MessagePort } from "node:worker_threads";
import type { LogFields, Logger, LogLevel } from "@millrace/protocol";
import { ActivityCancellation, type ActivityCancelReason } from "../activity-cancellation.ts";
import { runWithContext } from "../activity-context.ts";
import { registerActivities, type Activities, type RegisteredActivity } from "../activity-definitions.ts";
import { infoOf } from "../attempt-context.ts";
import { WorkflowSdkError } from "../errors.ts";
import type { FromThread, ToThread } from "./messages.ts";
import { ThreadHeartbeats } from "./thread-heartbeats.ts";
import { describeThrown } from "./thrown-value.ts";

/**
 * Runs activities in a thread of `createThreadExecutor`; its program ends with this call. Their code finds everything
 * that it finds in the worker's thread: info, heartbeats, cancellation, logger. While it computes, a thread hears of a
 * cancellation when the code calls `heartbeat` or looks at `info().cancelled`.
 *
 * @throws `WORKFLOW_ACTIVITY_NOT_CALLABLE`; `WORKFLOW_EXECUTOR_FAILED` outside of such a thread
 */
export function serveActivities(activities: Activities): void {
  const registered = registerActivities(activities, "the thread");
  if (parentPort === null) {
    const message = "serveActivities is called in the program's main thread; give its file to createThreadExecutor";
    throw new WorkflowSdkError("WORKFLOW_EXECUTOR_FAILED", message, { retryable: false });
  }
  const server = new ThreadServer(parentPort, registered);
  parentPort.on("message", (message: ToThread) => server.receive(message));
  parentPort.on("messageerror", (error) => server.refuse(error));
}

class ThreadServer {
  readonly #port: MessagePort;
  readonly #activities: ReadonlyMap<string, RegisteredActivity>;
  readonly #logger: Logger;
  #cancel: ((message: ToThread & { readonly kind: "cancel" }) => void) | undefined;

  constructor(port: MessagePort, activities: ReadonlyMap<string, RegisteredActivity>) {
    this.#port = port;
    this.#activities = activities;
    this.#logger = forwardingLogger((message) => this.#send(message));
  }

  receive(message: ToThread): void {
    if (message.kind === "cancel") {
      this.#cancel?.(message);
    } else {
      void this.#run(message);
    }
  }

  /** Something came that cannot be read: arguments that only the worker's thread can hold. */
  refuse(error: unknown): void {
    this.#sendThrown(error);
  }

  async #run(message: ToThread & { readonly kind: "run" }): Promise<void> {
    const activity = this.#activities.get(message.activityType);
    if (activity === undefined) return this.#send({ kind: "unknown" });
    const cancellation = new ListeningCancellation(() => this.#listen());
    const heartbeats = new ThreadHeartbeats((details) => this.#send({ kind: "heartbeat", details }));
    let ended = false;
    const heartbeat = (details: readonly unknown[]): void => {
      if (ended) return;
      heartbeats.record(details);
      this.#listen();
    };
    const info = infoOf(message.facts, cancellation);
    // The worker's side knows the interceptors, and adds the fields of the log.
    const context = { info, heartbeat, logger: this.#logger, logFields: {} };
    this.#cancel = ({ reason, details = {} }) =>
      runWithContext(context, () => cancellation.cancel(reason, { details }));
    try {
      const result = await runWithContext(context, () => activity.call(...message.args));
      heartbeats.flush();
      this.#send({ kind: "returned", result });
    } catch (error) {
      heartbeats.flush();
      this.#sendThrown(error);
    } finally {
      ended = true;
    }
  }

  /** Hears what came while the code computed. */
  #listen(): void {
    for (let next = receiveMessageOnPort(this.#port); next !== undefined; next = receiveMessageOnPort(this.#port)) {
      this.receive(next.message as ToThread);
    }
  }

  #sendThrown(error: unknown): void {
    try {
      this.#send({ kind: "threw", thrown: describeThrown(error) });
    } catch (cause) {
      // What was thrown holds something that cannot be copied to another thread.
      const plain = new Error(`${inspect(error, { depth: 0 })} (and it could not be copied: ${String(cause)})`);
      this.#send({ kind: "threw", thrown: describeThrown(plain) });
    }
  }

  #send(message: FromThread): void {
    this.#port.postMessage(message);
  }
}

/** Looks for news before it answers. */
class ListeningCancellation extends ActivityCancellation {
  readonly #listen: () => void;

  constructor(listen: () => void) {
    super();
    this.#listen = listen;
  }

  override get reason(): ActivityCancelReason | undefined {
    this.#listen();
    return super.reason;
  }
}

function forwardingLogger(send: (message: FromThread) => void): Logger {
  const log =
    (level: LogLevel) =>
    (fields: LogFields, message: string): void => {
      try {
        send({ kind: "log", level, fields, message });
      } catch {
        // Functions and the like cannot be copied to another thread.
        send({ kind: "log", level, fields: { fields: inspect(fields) }, message });
      }
    };
  return { debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") };
}
