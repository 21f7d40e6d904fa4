import { checkNumber, checkOneOf, checkOptions } from "@millrace/protocol";
import { readEnv } from "./env.ts";
import { DataflowError } from "./errors.ts";
import type { InputEvent, NodeEvent } from "./event.ts";
import type { MetadataInput } from "./metadata.ts";
import type { NodeConfig } from "./node-config.ts";
import type { ExtensionStore, HlcTimestamp } from "./node-link.ts";
import { Goal, goalOptionNames, type GoalOptions, type GoalStatus } from "./node/goal.ts";
import { logLine, nodeLogger, type LogRecord, type WrittenLogLevel } from "./node/node-logger.ts";
import { NodeLife } from "./node/node-life.ts";
import { nodeOptionNames, type NodeOptions } from "./node/node-options.ts";
import { openLink } from "./node/open-link.ts";
import { request, requestOptionNames, type RequestOptions } from "./node/request.ts";
import { withParameters } from "./node/with-parameters.ts";
import { typeCheckMode } from "./types/type-check.ts";
import type { DataInput } from "./value.ts";
import { version } from "./version.ts";

/** What may be sent: see {@link DataInput}; nothing at all for a message of metadata alone. */
export type OutputData = DataInput | null | undefined;

export interface RespondOptions {
  /** How a goal ended. Absent: the goal goes on, or the input was no goal. */
  readonly goalStatus?: GoalStatus;
  /** Parameters besides those of the input. */
  readonly metadata?: MetadataInput;
}

/**
 * A custom node of a dataflow, run by dora's daemon, by {@link runDataflow}, or alone with a file of test inputs.
 *
 *     await using node = await Node.connect();
 *     for await (const event of node) {
 *       if (event.type === "INPUT") await node.sendOutput("echo", event.value, event.metadata);
 *     }
 *
 * Events are fetched all the time and wait in queues of the size and policy that the dataflow file gives to each input;
 * what finds its queue full is dropped, counted and, the first time, warned about. Code that keeps the thread busy also
 * keeps it from fetching: dora's daemon holds some 950 messages for a node by then, and drops what is more.
 *
 * A node does not keep the process alive: waiting for an event or an answer does. Nothing here listens to process
 * signals: the daemon sends `STOP` first.
 */
export class Node implements AsyncIterable<NodeEvent>, AsyncDisposable {
  /** The version of this package. */
  static readonly version: string = version;

  readonly #life: NodeLife;
  /** Lets go of the signal that closes the node. */
  #unfollow: () => void = () => undefined;

  /**
   * A node that connects when it is first used; {@link Node.connect} waits for it.
   *
   * @throws `DATAFLOW_NOT_IN_DATAFLOW` in a process that no dataflow started; `DATAFLOW_INVALID_NODE_CONFIG`
   */
  constructor(options: NodeOptions = {}) {
    checkOptions(options, nodeOptionNames, "Node");
    const { order = "fair", onUnreachableInput = "warn" } = options;
    const { typeCheck = typeCheckMode(readEnv().runtimeTypeCheck) } = options;
    if (options.daemonPort !== undefined)
      checkNumber(options.daemonPort, "daemonPort", "Node", { min: 1, whole: true });
    checkOneOf(order, "order", "Node", ["fair", "arrival"]);
    checkOneOf(onUnreachableInput, "onUnreachableInput", "Node", ["warn", "error"]);
    checkOneOf(typeCheck, "typeCheck", "Node", ["off", "warn", "error"]);
    const logger = options.logger ?? nodeLogger((record) => this.#write(record));
    this.#life = new NodeLife(openLink({ ...options, logger }), { order, typeCheck, logger });
    this.#follow(options.signal);
  }

  /**
   * Connects, and waits until all static nodes of the dataflow are ready: nothing that is sent from then on is lost.
   *
   * @throws `DATAFLOW_NOT_IN_DATAFLOW`, `DATAFLOW_NO_DAEMON`, `DATAFLOW_NO_DYNAMIC_NODE`, `DATAFLOW_VERSION_MISMATCH`,
   *   `DATAFLOW_OLD_DORA`, `DATAFLOW_BARRIER_FAILED`, `DATAFLOW_UNREACHABLE_INPUT`, `DATAFLOW_INVALID_NODE_CONFIG`
   */
  static async connect(options: NodeOptions = {}): Promise<Node> {
    const node = new Node(options);
    await node.#life.start();
    return node;
  }

  /** The dataflow's UUID. */
  get dataflowId(): string {
    return this.nodeConfig.dataflowId;
  }

  get nodeId(): string {
    return this.nodeConfig.nodeId;
  }

  /**
   * Inputs, outputs and whatever else the engine says about this node.
   *
   * @throws `DATAFLOW_CLOSED` for a dynamic node that is not connected yet
   */
  get nodeConfig(): NodeConfig {
    return this.#life.known.link.config;
  }

  /** The whole dataflow file as a plain value. */
  dataflowDescriptor(): unknown {
    return this.nodeConfig.dataflowDescriptor;
  }

  /** The version of this package. */
  get version(): string {
    return version;
  }

  /** Whether the engine has started this node again after an earlier life. */
  get isRestart(): boolean {
    return this.restartCount > 0;
  }

  /** 0 in the first life. */
  get restartCount(): number {
    return this.nodeConfig.restartCount;
  }

  /** The hybrid logical clock now: later than everything this node has seen. */
  timestamp(): HlcTimestamp {
    return this.#life.known.link.now();
  }

  /** Messages that found their queue full so far, by input. */
  get dropped(): ReadonlyMap<string, number> {
    return this.#life.known.queues.drops;
  }

  /**
   * The next event. `undefined` when the stream has ended: after `STOP`, and after the inputs that were waiting by then.
   *
   * @param timeoutMs after this time an event of type `ERROR` with the code `DATAFLOW_NO_EVENT` is given, as dora's
   *   Python does. Default: no limit.
   */
  next(timeoutMs: number = Infinity): Promise<NodeEvent | undefined> {
    const session = this.#life.running;
    // Not `async`: a node reads every message through here, and each promise more costs as much as the rest.
    const isPlain = session !== undefined && timeoutMs === Infinity;
    return isPlain ? session.events.next(timeoutMs) : this.#nextInTime(timeoutMs);
  }

  /** {@link next} by the name that it has in Python for asynchronous code. */
  recvAsync(timeoutMs?: number): Promise<NodeEvent | undefined> {
    return this.next(timeoutMs);
  }

  /** The next event if one waits; `undefined` otherwise, and at the end. */
  tryNext(): NodeEvent | undefined {
    return this.#life.runningOrStarted()?.events.take();
  }

  /** Everything that waits. */
  drain(): readonly NodeEvent[] {
    return this.#life.runningOrStarted()?.events.takeAll() ?? [];
  }

  /** Whether nothing waits. */
  isEmpty(): boolean {
    return this.#life.runningOrStarted()?.events.isEmpty ?? true;
  }

  /** Iterates to the end of the stream. Leaving the loop early closes nothing. */
  [Symbol.asyncIterator](): AsyncIterator<NodeEvent, undefined, undefined> {
    return {
      next: () => this.next().then(iteration),
    };
  }

  /**
   * Brings the items of an outside source into the node's events, as `EXTERNAL` with the given name. Items are asked
   * for one by one as they are read, in turns with the engine's events; a failure of the source is an `ERROR` event.
   */
  merge(source: AsyncIterable<unknown>, name = "external"): void {
    this.#life.known.events.merge(source, name);
  }

  /**
   * Sends a message. It is handed over at once and in order; the promise says when more should follow: a sender that
   * does not await it only grows a queue of its own. Under dora's daemon no more than 256 messages or 32 MiB are on
   * their way at once, because the daemon drops what its receivers have not fetched.
   *
   * An output that the dataflow file does not declare is warned about once, and its messages are thrown away.
   *
   * @param metadata parameters, or the metadata of an input to carry its tracing context on
   * @throws (rejects) `DATAFLOW_INVALID_DATA`, `DATAFLOW_INVALID_PARAMETER`, `DATAFLOW_WIRE_TOO_LARGE`,
   *   `DATAFLOW_CLOSED`, `DATAFLOW_DAEMON_LOST`
   */
  sendOutput(outputId: string, data: OutputData, metadata?: MetadataInput): Promise<void> {
    const session = this.#life.running;
    if (session === undefined) return this.#sendLater(outputId, data, metadata);
    try {
      return session.outputs.send(outputId, data, metadata);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  /**
   * Sends bytes that `fill` writes into a buffer of the engine, which saves a copy where the engine shares memory.
   * Throws as {@link sendOutput}, and what `fill` throws.
   */
  async sendOutputRaw(
    outputId: string,
    byteLength: number,
    fill: (buffer: Uint8Array) => void | Promise<void>,
    metadata?: MetadataInput,
  ): Promise<void> {
    checkNumber(byteLength, "byteLength", "Node.sendOutputRaw", { min: 0, whole: true });
    const { outputs } = await this.#life.start();
    const buffer = outputs.allocate(byteLength);
    await fill(buffer);
    await outputs.send(outputId, buffer, metadata);
  }

  /** Tells the receivers that nothing more will come. Default: of all outputs. */
  async closeOutputs(outputIds?: readonly string[]): Promise<void> {
    const { outputs } = await this.#life.start();
    await outputs.close(outputIds);
  }

  /**
   * Asks a service: sends a message with a fresh `request_id`, and resolves with the input that carries it back, which
   * does not appear among the node's events. Many requests may be open at once.
   *
   * @throws `PROTOCOL_DEADLINE_EXCEEDED`; `DATAFLOW_SERVER_LOST` when a node that reads the output failed or was started
   *   again; the reason of `signal`; as {@link sendOutput}
   */
  async request(outputId: string, data: OutputData, options: RequestOptions = {}): Promise<InputEvent> {
    checkOptions(options, requestOptionNames, "Node.request");
    const { outputs, answers } = await this.#life.start();
    return request(outputs, answers, outputId, data, options);
  }

  /**
   * Answers an input: the message carries the parameters of the input, so that its `request_id` or `goal_id` leads it
   * back. Without `goalStatus` it is the response to a request or feedback about a goal, with it the goal's result.
   */
  respond(event: InputEvent, outputId: string, data: OutputData, options: RespondOptions = {}): Promise<void> {
    checkOptions(options, ["goalStatus", "metadata"], "Node.respond");
    const { goalStatus, metadata } = options;
    const status = goalStatus === undefined ? {} : { goal_status: goalStatus };
    return this.sendOutput(outputId, data, withParameters(event.metadata, { ...withParameters(metadata, status) }));
  }

  /** Sends a goal that another node works on for a while: see {@link Goal}. Throws as {@link sendOutput}. */
  async sendGoal(outputId: string, data: OutputData, options: GoalOptions = {}): Promise<Goal> {
    checkOptions(options, goalOptionNames, "Node.sendGoal");
    const { outputs, answers } = await this.#life.start();
    return new Goal(outputs, options).send(answers, outputId, data, options);
  }

  /** Writes a record to the log of the dataflow. Fields beyond 60 kB are left out. */
  log(level: WrittenLogLevel, message: string, target?: string, fields?: Readonly<Record<string, string>>): void {
    this.#write({ level, message, target, fields });
  }

  logError(message: string): void {
    this.log("error", message);
  }

  logWarn(message: string): void {
    this.log("warn", message);
  }

  logInfo(message: string): void {
    this.log("info", message);
  }

  logDebug(message: string): void {
    this.log("debug", message);
  }

  logTrace(message: string): void {
    this.log("trace", message);
  }

  /**
   * Keeps bytes with the dataflow, for this and other nodes.
   *
   * @throws `DATAFLOW_UNSUPPORTED` where the engine keeps none
   */
  async extensionStore(namespace: string, key: string, value: Uint8Array): Promise<void> {
    await (await this.#extensions()).store(namespace, key, value);
  }

  /** What {@link extensionStore} kept; with `remove` it is gone afterwards. */
  async extensionLoad(namespace: string, key: string, remove = false): Promise<Uint8Array | undefined> {
    return (await this.#extensions()).load(namespace, key, remove);
  }

  async extensionDrop(namespace: string, key: string): Promise<void> {
    await (await this.#extensions()).drop(namespace, key);
  }

  /** Ends the node: its events end, its outputs are closed, and the engine is told. What was sent before still arrives. */
  close(): Promise<void> {
    this.#unfollow();
    return this.#life.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  async #nextInTime(timeoutMs: number): Promise<NodeEvent | undefined> {
    checkNumber(timeoutMs, "timeoutMs", "Node.next", { min: 0 });
    const { events } = await this.#life.start();
    return events.next(timeoutMs);
  }

  async #sendLater(outputId: string, data: OutputData, metadata: MetadataInput | undefined): Promise<void> {
    const { outputs } = await this.#life.start();
    await outputs.send(outputId, data, metadata);
  }

  async #extensions(): Promise<ExtensionStore> {
    const { link } = await this.#life.start();
    if (link.extensions !== undefined) return link.extensions;
    const message = "the engine of this node keeps no bytes for it; extensionStore works under dora's daemon";
    throw new DataflowError("DATAFLOW_UNSUPPORTED", message);
  }

  #write(record: LogRecord): void {
    const line = logLine(record);
    const link = this.#life.session?.link;
    if (link?.log === undefined) process.stdout.write(`${line}\n`);
    else link.log(line);
  }

  #follow(signal: AbortSignal | undefined): void {
    if (signal === undefined) return;
    const close = (): void => void this.close();
    if (signal.aborted) return close();
    signal.addEventListener("abort", close);
    this.#unfollow = () => signal.removeEventListener("abort", close);
  }
}

const iteration = (value: NodeEvent | undefined): IteratorResult<NodeEvent, undefined> =>
  value === undefined ? { done: true, value } : { done: false, value };
