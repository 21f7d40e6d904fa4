import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { checkNumber, checkOneOf, checkOptions, withDeadline } from "@millrace/protocol";
import { freePort, tempSocket, type TempPath } from "@millrace/protocol/testing";
import { nodeFlags } from "../embedded/runner/child-command.ts";
import { inheritedEnv } from "../env.ts";
import { FunctionError } from "../errors.ts";
import { nuclioWrapperPath } from "../nuclio/wrapper-path.ts";
import { MockConnection, type MockLog, type MockReply } from "./mock-connection.ts";
import { encodeEvents, type MockEvent } from "./mock-event.ts";
import { wrapperArguments, wrapperEnvironment } from "./wrapper-command.ts";

export interface MockProcessorOptions {
  /** The wrapper's file. Default: this package's own. */
  readonly wrapper?: string;
  /** With the nodejs protocol `/path/to/handler.ts:name`; with python's `module:name`. */
  readonly handler: string;
  /** Default `"nodejs"`. */
  readonly protocol?: "nodejs" | "python";
  /**
   * `"unix"`: the mock listens on a socket, as the processor does. `"tcp"`: it listens on a port of the loopback.
   * `"async"`: the wrapper listens and the mock connects, as with `mode: async`. Default `"unix"`.
   */
  readonly transport?: "unix" | "tcp" | "async";
  /** How many connections there are with `"async"`. Default 1, as v1.14.2 has it. */
  readonly connections?: number;
  /** What runs the wrapper, such as a Python. Default this Node. */
  readonly command?: string;
  /** Before the wrapper's file. Default `["-u"]` for another command with python's protocol, as the processor has it. */
  readonly commandArguments?: readonly string[];
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  readonly trigger?: { readonly kind: string; readonly name: string };
  /** How long the wrapper may take to start and to answer. Default 30,000. */
  readonly timeoutMs?: number;
}

export interface SendOptions {
  /** The bytes go out in pieces of this size. Default: all at once. */
  readonly pieceBytes?: number;
  /** Which connection, from 0. Default 0. */
  readonly connection?: number;
}

/** A message of the control socket. */
export interface ControlMessage {
  readonly kind: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

const where = "startMockProcessor";
const names = [
  "wrapper",
  "handler",
  "protocol",
  "transport",
  "connections",
  "command",
  "commandArguments",
  "env",
  "trigger",
  "timeoutMs",
] as const satisfies readonly (keyof MockProcessorOptions)[];

/**
 * Plays Nuclio's processor v1.14.2 against a wrapper: starts it as the processor does, waits until it is ready, and
 * sends it events. Whatever the wrapper does not do in time is `FUNCTION_MOCK_PROCESSOR`, with what it printed.
 *
 * @throws `FUNCTION_MOCK_PROCESSOR`, `PROTOCOL_UNKNOWN_OPTION`, `PROTOCOL_INVALID_OPTION`
 */
export const startMockProcessor = async (options: MockProcessorOptions): Promise<MockProcessor> => {
  checkOptions(options, names, where);
  checkOneOf(options.protocol ?? "nodejs", "protocol", where, ["nodejs", "python"]);
  checkOneOf(options.transport ?? "unix", "transport", where, ["unix", "tcp", "async"]);
  checkNumber(options.timeoutMs ?? 1, "timeoutMs", where, { min: 1 });
  const processor = new MockProcessor(options);
  try {
    await processor.start();
    return processor;
  } catch (error) {
    await processor.close();
    throw error;
  }
};

/** A processor with one worker. Closing it kills the wrapper. */
export class MockProcessor implements AsyncDisposable {
  /** Of all connections, as they came. */
  readonly logs: MockLog[] = [];
  /** Seconds that calls took. */
  readonly metrics: number[] = [];
  readonly controls: ControlMessage[] = [];
  readonly #options: MockProcessorOptions;
  readonly #protocol: "nodejs" | "python";
  readonly #timeoutMs: number;
  readonly #connections: MockConnection[] = [];
  readonly #servers: Server[] = [];
  readonly #paths: TempPath[] = [];
  readonly #controlSockets: Socket[] = [];
  #child: ChildProcess | undefined;
  #ended: Promise<number | NodeJS.Signals> | undefined;
  #output = "";

  constructor(options: MockProcessorOptions) {
    this.#options = options;
    this.#protocol = options.protocol ?? "nodejs";
    this.#timeoutMs = options.timeoutMs ?? 30_000;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** What the wrapper printed so far, both streams. */
  get output(): string {
    return this.#output;
  }

  /** The exit code of the wrapper; a signal gives its name. */
  get ended(): Promise<number | NodeJS.Signals> {
    return this.#ended ?? Promise.resolve(-1);
  }

  /** Sends an event and gives its answer. */
  async send(event: MockEvent = {}, options: SendOptions = {}): Promise<MockReply> {
    const [answer] = await this.#exchange(encodeEvents(this.#protocol, event), 1, options);
    if (answer === undefined || isBatch(answer)) throw this.#error("an event was answered with an array");
    return answer;
  }

  /** Sends several events without waiting in between, in one piece unless told otherwise. */
  async sendTogether(events: readonly MockEvent[], options: SendOptions = {}): Promise<readonly MockReply[]> {
    const bytes = Buffer.concat(events.map((event) => encodeEvents(this.#protocol, event)));
    return (await this.#exchange(bytes, events.length, options)).flat();
  }

  /** Sends a batch and gives its answers, in the order in which they came. */
  async sendBatch(events: readonly MockEvent[], options: SendOptions = {}): Promise<readonly MockReply[]> {
    const [answer] = await this.#exchange(encodeEvents(this.#protocol, events), 1, options);
    if (answer === undefined || !isBatch(answer)) throw this.#error("a batch was not answered with an array");
    return answer;
  }

  /** Sends an event whose answer nobody waits for: an answer that comes all the same breaks the connection. */
  async sendUnanswered(event: MockEvent, options: SendOptions = {}): Promise<void> {
    await this.sendRaw(encodeEvents(this.#protocol, event), options);
  }

  /** Sends bytes that are no event; nothing is waited for. */
  async sendRaw(bytes: Buffer, { connection = 0 }: SendOptions = {}): Promise<void> {
    await this.#connection(connection).exchange(bytes, 0);
  }

  /** Sends a control message, as the processor does over the second socket of the python protocol. */
  sendControl(message: MockEvent): void {
    for (const socket of this.#controlSockets) socket.write(encodeEvents("python", message));
  }

  signal(name: NodeJS.Signals): void {
    this.#child?.kill(name);
  }

  /** Closes connections, all of them unless told which: a processor that is gone. */
  disconnect(connection?: number): void {
    const chosen = connection === undefined ? this.#connections : [this.#connection(connection)];
    for (const one of chosen) one.close();
  }

  /** Waits until something that the wrapper does has become true. */
  async until(what: string, condition: () => boolean): Promise<void> {
    const deadline = performance.now() + this.#timeoutMs;
    while (!condition()) {
      if (performance.now() > deadline) throw this.#error(`not in ${this.#timeoutMs} ms: ${what}`);
      await sleep(5);
    }
  }

  async start(): Promise<void> {
    const { transport = "unix", connections = 1 } = this.#options;
    const address = transport === "async" ? `127.0.0.1:${await freePort()}` : await this.#listen(transport);
    const control = this.#protocol === "python" ? await this.#listenForControl() : undefined;
    this.#spawn(address, control);
    if (transport === "async") for (let left = connections; left > 0; left--) await this.connect(address);
    await this.until("the wrapper connects", () => this.#connections.length > 0 || this.#child?.exitCode !== null);
    await this.#inTime(Promise.all(this.#connections.map(({ started }) => started)), "the wrapper is ready");
    if (this.#connections.length === 0) throw this.#error("the wrapper ended before it connected");
  }

  /** Opens a connection to a wrapper that listens, with the patience of the processor. */
  async connect(address: string): Promise<void> {
    const [host = "", port = ""] = address.split(":");
    const deadline = performance.now() + this.#timeoutMs;
    for (;;) {
      const socket = connect(Number(port), host);
      const failure = await once(socket, "connect").then(
        () => undefined,
        (error: unknown) => error,
      );
      if (failure === undefined) {
        this.#adopt(socket);
        return;
      }
      if (performance.now() > deadline || this.#child?.exitCode !== null)
        throw this.#error(`nobody listens at ${address}`);
      await sleep(20);
    }
  }

  async close(): Promise<void> {
    this.disconnect();
    if (this.#child !== undefined && this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill("SIGKILL");
      await this.ended;
    }
    for (const socket of this.#controlSockets) socket.destroy();
    await Promise.all(this.#servers.map((server) => new Promise((resolve) => server.close(resolve))));
    for (const path of this.#paths) await path[Symbol.asyncDispose]();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #listen(transport: "unix" | "tcp"): Promise<string> {
    const server = createServer((socket) => this.#adopt(socket));
    return this.#listenOn(server, transport);
  }

  async #listenForControl(): Promise<string> {
    const server = createServer((socket) => {
      this.#controlSockets.push(socket);
      let text = "";
      socket.on("error", () => undefined);
      socket.on("data", (chunk: Buffer) => {
        text += chunk.toString("utf8");
        const lines = text.split("\n");
        text = lines.pop() ?? "";
        for (const line of lines) this.controls.push(JSON.parse(line) as ControlMessage);
      });
    });
    return this.#listenOn(server, "unix");
  }

  async #listenOn(server: Server, transport: "unix" | "tcp"): Promise<string> {
    this.#servers.push(server);
    if (transport === "tcp") {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return `127.0.0.1:${(server.address() as { port: number }).port}`;
    }
    const socket = await tempSocket();
    this.#paths.push(socket);
    await new Promise<void>((resolve) => server.listen(socket.path, resolve));
    return socket.path;
  }

  #adopt(socket: Socket): void {
    this.#connections.push(new MockConnection(socket, this));
  }

  #spawn(address: string, control: string | undefined): void {
    const { wrapper = nuclioWrapperPath, handler, command = process.execPath } = this.#options;
    const { env = {}, transport, trigger } = this.#options;
    const flags = wrapper === nuclioWrapperPath ? nodeFlags(undefined) : [];
    const before = this.#options.commandArguments ?? (command === process.execPath ? flags : ["-u"]);
    const rest = wrapperArguments({ protocol: this.#protocol, handler, address, control, trigger });
    const connects = transport === "tcp" ? { MILLRACE_NUCLIO_TCP: "connect" } : {};
    const child = spawn(command, [...before, wrapper, ...rest], {
      env: { ...inheritedEnv(), ...wrapperEnvironment(handler), ...connects, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => (this.#output += chunk.toString("utf8")));
    }
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once("error", () => resolve(-1));
      child.once("close", (code, signal) => resolve(signal ?? code ?? -1));
    });
  }

  #connection(index: number): MockConnection {
    const connection = this.#connections[index];
    if (connection === undefined) throw this.#error(`there is no connection ${index}`);
    return connection;
  }

  async #exchange(
    bytes: Buffer,
    answers: number,
    { connection = 0, pieceBytes }: SendOptions,
  ): Promise<readonly (MockReply | readonly MockReply[])[]> {
    return this.#inTime(this.#connection(connection).exchange(bytes, answers, pieceBytes), "an answer");
  }

  async #inTime<T>(work: Promise<T>, what: string): Promise<T> {
    try {
      return await withDeadline(() => work, { timeoutMs: this.#timeoutMs });
    } catch (error) {
      throw this.#error(`${what}: ${error instanceof Error ? error.message : String(error)}`, error);
    }
  }

  #error(what: string, cause?: unknown): FunctionError {
    const message = `${what}; the wrapper printed:\n${this.#output.slice(-4000)}`;
    return new FunctionError("FUNCTION_MOCK_PROCESSOR", message, cause === undefined ? {} : { cause });
  }
}

const isBatch = (answer: MockReply | readonly MockReply[]): answer is readonly MockReply[] => Array.isArray(answer);
