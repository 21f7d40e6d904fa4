import type { Server, Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { initialise } from "../compose/initialise.ts";
import type { NuclioEnv } from "../env.ts";
import { FunctionError } from "../errors.ts";
import type { WrapperArguments } from "./arguments.ts";
import { Connection } from "./connection.ts";
import { nuclioContext, type NuclioContext } from "./context.ts";
import { controlSocket } from "./control-socket.ts";
import { loadHandler, type NuclioFunction } from "./load-handler.ts";
import { callSlot, type PendingCall } from "./pending-call.ts";
import { terminationLimitMs, WorkerPlatform } from "./platform.ts";
import { protocolOf } from "./protocols.ts";
import { connectTo, listenAt } from "./reach-processor.ts";
import { messageServer, type Admission } from "./serve-message.ts";
import type { WireEvent } from "./wire-event.ts";

/** How long a wrapper that listens waits for another connection after its last one has gone. */
const lonelyMs = 1000;

export interface WorkerOptions {
  readonly args: WrapperArguments;
  readonly env: NuclioEnv;
  /** Ends the process. */
  readonly exit: (code: number) => void;
  /** Where lines go that no processor can be told: standard error. */
  readonly print: (line: string) => void;
}

/** One worker of a processor: the function, its context, and the connections that bring events. */
export class Worker {
  readonly calls: Set<PendingCall> = new Set();
  readonly context: NuclioContext;
  readonly #options: WorkerOptions;
  readonly #platform: WorkerPlatform;
  /** With what starts each of them, once the function is ready. */
  readonly #connections = new Map<Connection, (fn: NuclioFunction) => void>();
  #server: Server | undefined;
  #fn: NuclioFunction | undefined;
  #draining = false;
  #ending: Promise<void> | undefined;

  constructor(options: WorkerOptions) {
    const { workerId, trigger, platform } = options.args;
    this.#options = options;
    this.#platform = new WorkerPlatform(platform);
    const send = (line: string): void => this.#log(line);
    const callback = (): ((response: unknown) => void) => this.#callback();
    this.context = nuclioContext({ workerId, trigger, platform: this.#platform, send, callback });
  }

  get connected(): boolean {
    return this.#connections.size > 0;
  }

  /**
   * Reaches the processor, loads and initialises the function, and only then says that events may come.
   *
   * @throws `FUNCTION_NUCLIO_CONNECTION`, `FUNCTION_NUCLIO_HANDLER`, `FUNCTION_INIT_FAILED`
   */
  async start(): Promise<void> {
    const { args, env } = this.#options;
    const listens = !("path" in args.address) && (args.protocol === "python" || !env.connectsByTcp);
    if (listens) await this.#listen();
    else this.#adopt(await connectTo(args.address));
    if (args.controlPath !== undefined) {
      const socket = await connectTo({ path: args.controlPath });
      this.#platform.control = controlSocket(socket, (message) =>
        this.context.logger.debug("control message", { message }),
      );
    }
    this.#fn = await this.#prepare();
    for (const start of this.#connections.values()) start(this.#fn);
    await this.#platform.control?.("wrapperInitialized", { ready: "true" });
  }

  /** SIGUSR2: the function lets go of what it holds, and events are forgotten until {@link resume}. */
  async drain(): Promise<void> {
    if (this.#draining) return;
    this.#draining = true;
    await this.#idle();
    await this.#guarded("drain", () => this.#platform.drained());
  }

  /** SIGCONT */
  resume(): void {
    this.#draining = false;
    this.context.logger.debug("events are served again");
  }

  /** Events at work are answered, the termination callback is waited for, and the process ends. Once. */
  end(code: number): Promise<void> {
    this.#ending ??= this.#end(code);
    return this.#ending;
  }

  async #end(code: number): Promise<void> {
    this.#server?.close();
    // It also holds the process until then, whatever the callback waits for.
    const deadline = sleep(terminationLimitMs);
    await Promise.race([this.#idle(), deadline]);
    await Promise.race([this.#guarded("termination", () => this.#platform.terminated()), deadline]);
    await Promise.race([Promise.all([...this.#connections.keys()].map((connection) => connection.flush())), deadline]);
    this.#options.exit(code);
  }

  async #listen(): Promise<void> {
    this.#server = await listenAt(this.#options.args.address, (socket) => this.#adopt(socket));
    const parent = process.ppid;
    // A processor that is gone before it has connected closes nothing that could be seen.
    setInterval(() => {
      if (!this.connected && process.ppid !== parent) void this.end(0);
    }, lonelyMs).unref();
  }

  async #prepare(): Promise<NuclioFunction> {
    const { args, env } = this.#options;
    const fn = await loadHandler(args, env);
    await fn.initContext?.(this.context);
    await initialise(fn.loaded, this.context, initParametersOf(env));
    return fn;
  }

  #adopt(socket: Socket): void {
    const { reader, decode } = protocolOf(this.#options.args.protocol);
    const broken = (error: unknown): void => this.#broken(error);
    const connection = new Connection(socket, reader, broken);
    const scope = { context: this.context, calls: this.calls, sink: connection, signal: connection.signal };
    const { streaming } = this.#options.env;
    const admit = (wire: WireEvent | undefined): Admission => this.#admit(wire);
    this.#connections.set(connection, (fn) =>
      connection.start(messageServer(connection, { ...scope, fn }, { decode, streaming, admit, broken })),
    );
    socket.once("close", () => void this.#lost(connection));
    if (this.#fn !== undefined) this.#connections.get(connection)?.(this.#fn);
  }

  /** Without a connection there is nobody to work for: an orphan would hold its port, and its memory. */
  async #lost(connection: Connection): Promise<void> {
    this.#connections.delete(connection);
    if (this.#server !== undefined) await sleep(lonelyMs);
    if (!this.connected) await this.end(0);
  }

  #broken(error: unknown): void {
    this.#print(error);
    void this.end(1);
  }

  #admit(wire: WireEvent | undefined): Admission {
    const admission = this.#admission(wire);
    if (admission === "drop")
      this.context.logger.debug("an event was dropped", { topic: wire?.topic, offset: wire?.offset });
    return admission;
  }

  #admission(wire: WireEvent | undefined): Admission {
    if (this.#ending === undefined) return this.#draining ? "drop" : "serve";
    // Somebody waits for the answer; events of streams come again.
    return wire?.trigger?.kind === "http" ? "refuse" : "drop";
  }

  async #idle(): Promise<void> {
    await Promise.all([...this.#connections.keys()].map((connection) => connection.idle()));
  }

  async #guarded(what: string, callback: () => Promise<void>): Promise<void> {
    try {
      await callback();
    } catch (error) {
      this.context.logger.error(`the ${what} callback failed`, { error });
    }
  }

  /** Of the call at hand; outside of any, of the only one there is. */
  #call(): PendingCall | undefined {
    const call = callSlot.get();
    if (call !== undefined) return call;
    const [only, ...others] = this.calls;
    return others.length === 0 ? only : undefined;
  }

  #callback(): (response: unknown) => void {
    const call = this.#call();
    if (call !== undefined) return call.takeCallback();
    return () => this.context.logger.warn("context.callback was called, and no event waits for it");
  }

  #log(line: string): void {
    const [first] = this.#connections.keys();
    const sink = callSlot.get()?.sink ?? first;
    if (sink === undefined) this.#options.print(line.slice(1));
    else sink.send(line);
  }

  #print(error: unknown): void {
    this.#options.print(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
}

const initParametersOf = ({ initParameters = "{}" }: NuclioEnv): Readonly<Record<string, unknown>> => {
  try {
    const value: unknown = JSON.parse(initParameters);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below, with what it is.
  }
  throw new FunctionError("FUNCTION_NUCLIO_HANDLER", `MILLRACE_INIT_PARAMETERS is no JSON object: ${initParameters}`);
};
