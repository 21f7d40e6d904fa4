import { Worker as NodeWorker, type WorkerOptions as NodeWorkerOptions } from "node:worker_threads";
import { isError } from "@millrace/protocol";
import { WorkflowSdkError } from "../errors.ts";
import type { ActivityCall } from "../executor.ts";
import type { FromThread, ToThread } from "./messages.ts";
import { rebuildThrown } from "./thrown-value.ts";

export interface ThreadSettings {
  readonly program: URL | string;
  readonly options: NodeWorkerOptions;
  /** How long a cancelled activity may take to end, before its thread is ended. */
  readonly terminateMs: number;
}

/** A thread and the activity that it runs. */
export class Thread {
  readonly #settings: ThreadSettings;
  readonly #worker: NodeWorker;
  #call: ActivityCall | undefined;
  #end: PromiseWithResolvers<unknown> | undefined;
  /** It has ended, and takes no activity any more. */
  dead = false;

  constructor(settings: ThreadSettings) {
    this.#settings = settings;
    this.#worker = new NodeWorker(settings.program, settings.options);
    this.#worker.on("message", (message: FromThread) => this.#receive(message));
    this.#worker.on("messageerror", (error) => void this.end(error));
    this.#worker.on("error", (error) => this.#die(error));
    this.#worker.on("exit", (code) => this.#die(new Error(`it exited with code ${code}`)));
  }

  /** One activity at a time. */
  async run(call: ActivityCall): Promise<unknown> {
    const { info } = call.context;
    this.#call = call;
    this.#end = Promise.withResolvers();
    let timer: NodeJS.Timeout | undefined;
    const onAbort = (): void => {
      this.#send({ kind: "cancel", reason: info.signal.reason.message, details: info.cancellationDetails });
      timer = setTimeout(() => void this.end(info.signal.reason), this.#settings.terminateMs);
    };
    this.#worker.ref();
    try {
      const { cancelled: _, cancellation: _promise, signal, cancellationDetails: _details, ...facts } = info;
      this.#send({ kind: "run", activityType: call.activityType, args: call.args, facts });
      if (signal.aborted) onAbort();
      else signal.addEventListener("abort", onAbort, { once: true });
      return await this.#end.promise;
    } finally {
      clearTimeout(timer);
      info.signal.removeEventListener("abort", onAbort);
      this.#call = undefined;
      this.#end = undefined;
      this.#worker.unref();
    }
  }

  /** Ends the thread; its activity fails with `reason`. */
  async end(reason: unknown): Promise<void> {
    this.dead = true;
    this.#end?.reject(reason);
    await this.#worker.terminate();
  }

  #receive(message: FromThread): void {
    switch (message.kind) {
      case "heartbeat":
        return this.#heartbeat(message.details);
      case "log":
        return this.#log(message);
      case "unknown":
        return this.#end?.reject(this.#unknownActivity());
      case "returned":
        return this.#end?.resolve(message.result);
      case "threw":
        return this.#end?.reject(rebuildThrown(message.thrown));
    }
  }

  /** The code that called it has gone on: details that cannot be converted are the end of its thread. */
  #heartbeat(details: readonly unknown[]): void {
    try {
      this.#call?.context.heartbeat(details);
    } catch (error) {
      void this.end(error);
    }
  }

  #log({ level, fields, message }: FromThread & { readonly kind: "log" }): void {
    const { logger, logFields } = this.#call?.context ?? {};
    logger?.[level]({ ...logFields, ...fields }, message);
  }

  #die(cause: unknown): void {
    this.dead = true;
    const what = isError(cause) ? cause.message : String(cause);
    const message = `the thread of activity '${this.#call?.activityType}' has ended: ${what}`;
    this.#end?.reject(new WorkflowSdkError("WORKFLOW_EXECUTOR_FAILED", message, { cause }));
  }

  #unknownActivity(): WorkflowSdkError {
    const activityType = this.#call?.activityType;
    const message = `${String(this.#settings.program)} has no activity '${activityType}'; pass it to serveActivities there`;
    return new WorkflowSdkError("WORKFLOW_EXECUTOR_UNKNOWN_ACTIVITY", message, { details: { activityType } });
  }

  #send(message: ToThread): void {
    this.#worker.postMessage(message);
  }
}
