import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import { checkNumber, checkOptions, type CancelTimer } from "@millrace/protocol";
import type { DataflowResult } from "../dataflow-result.ts";
import type { DataflowPlan } from "../descriptor/plan.ts";
import { inheritedEnv } from "../env.ts";
import { DataflowError } from "../errors.ts";
import type { NodeConfig } from "../node-config.ts";
import type { RunningDataflow, StopOptions } from "../run-dataflow.ts";
import type { DataflowStats } from "../stats.ts";
import { HybridClock } from "../wire/hybrid-clock.ts";
import { Barrier } from "./barrier.ts";
import { Closing } from "./closing.ts";
import { StatsCounter } from "./count-stats.ts";
import type { LinkEngine } from "./embedded-link.ts";
import type { EngineOptions } from "./engine-options.ts";
import { ExtensionTable } from "./extension-table.ts";
import { buildGraph, type Graph } from "./graph.ts";
import { Hosts } from "./hosts/hosts.ts";
import { Lives } from "./lives.ts";
import { LogFiles } from "./logs/log-files.ts";
import { LogHub } from "./logs/log-hub.ts";
import { nodeConfigOf } from "./node-config-of.ts";
import { Params } from "./params.ts";
import { resultOf } from "./result-of.ts";
import type { Seat } from "./seat.ts";
import { Shutdown } from "./shutdown.ts";
import { startTicker } from "./ticker.ts";
import { Turns } from "./turns.ts";

/** One dataflow from its start to its end. */
export class Engine implements RunningDataflow {
  readonly dataflowId: string = randomUUID();
  readonly finished: Promise<DataflowResult>;
  readonly #options: EngineOptions;
  readonly #graph: Graph;
  readonly #hosts: Hosts;
  readonly #barrier: Barrier;
  readonly #closing: Closing;
  readonly #shutdown: Shutdown;
  readonly #lives: Lives;
  readonly #params = new Params();
  readonly #logDirectory: string | undefined;
  readonly #logFiles: LogFiles | undefined;
  readonly #stats: StatsCounter;
  readonly #hlc: HybridClock;
  readonly #timers = new Set<CancelTimer>();
  readonly #unlisten: () => void;
  #resolve: (result: DataflowResult) => void = () => undefined;
  #isFinishing = false;
  /** Settles when everything that the start opens is open, or has failed. */
  #opened: Promise<unknown> = Promise.resolve();

  constructor(plan: DataflowPlan, options: EngineOptions) {
    const { clock, logger, logDir, onLog, signal } = options;
    const { dataflowId } = this;
    this.#options = options;
    this.finished = new Promise((done) => (this.#resolve = done));
    const graph = buildGraph(plan, (id) => Hosts.isDynamic(plan, options, id), new Turns());
    const hlc = new HybridClock({ nowMs: () => clock.now() });
    const extensions = new ExtensionTable();
    this.#graph = graph;
    this.#hlc = hlc;
    this.#stats = new StatsCounter(dataflowId, graph, clock);
    this.#logDirectory = logDir === undefined ? undefined : join(resolve(plan.directory, logDir), dataflowId);
    this.#logFiles = this.#logDirectory === undefined ? undefined : new LogFiles(this.#logDirectory, logger);
    const logs = new LogHub({ dataflowId, clock, hlc, subscribers: graph.logs, files: this.#logFiles, onLog, logger });
    this.#shutdown = new Shutdown([...graph.seats.values()], clock);
    this.#barrier = new Barrier(this.#staticIds(), () => this.#begin());
    this.#closing = new Closing({
      graph,
      clock,
      exitWhenNodesFinish: options.exitWhenNodesFinish ?? plan.exitWhenNodesFinish,
      onInputsFinished: (seat) => this.#onInputsFinished(seat),
    });
    const writeEventsTo = (options.env ?? inheritedEnv())["DORA_WRITE_EVENTS_TO"] || undefined;
    const configOf = (seat: Seat): NodeConfig => nodeConfigOf(seat, { plan, dataflowId, writeEventsTo });
    const attach = (seat: Seat): ReturnType<Lives["attach"]> => this.#lives.attach(seat);
    this.#hosts = new Hosts({ plan, options, dataflowId, graph, hlc, extensions, attach, configOf });
    const links: LinkEngine = {
      hlc,
      extensions,
      subscribe: (seat, link, deliver) => this.#lives.subscribe(seat, link, deliver),
      closeOutputs: (seat, outputIds) => this.#lives.closeOutputs(seat, outputIds),
      logLine: (seat, line) => logs.line(seat, "stdout", line),
      stopDataflow: () => void this.stop(),
    };
    this.#lives = new Lives({
      configOf,
      hosts: this.#hosts,
      barrier: this.#barrier,
      closing: this.#closing,
      shutdown: this.#shutdown,
      logs,
      params: this.#params,
      links,
      clock,
      logger,
      onOver: () => this.#finishIfOver(),
    });
    const onAbort = (): void => void this.close();
    signal?.addEventListener("abort", onAbort, { once: true });
    this.#unlisten = () => signal?.removeEventListener("abort", onAbort);
  }

  get lookupPort(): number | undefined {
    return this.#hosts.lookupPort;
  }

  /** Starts all nodes; they begin together when all have subscribed. */
  async start(): Promise<void> {
    const opening = this.#hosts.open();
    this.#opened = opening.catch(() => undefined);
    try {
      await opening;
      this.#connect();
    } catch (error) {
      await this.#release();
      throw error;
    }
    if (this.#options.signal?.aborted) void this.close();
    for (const seat of this.#graph.seats.values()) if (!seat.isDynamic && !seat.isOver) this.#lives.start(seat);
    this.#barrier.openIfNobodyIsMissing();
    this.#finishIfOver();
  }

  stats(): DataflowStats {
    return this.#stats.snapshot();
  }

  setParam(nodeId: string, key: string, value: unknown): void {
    this.#params.set(this.#seatOf(nodeId), key, value);
  }

  deleteParam(nodeId: string, key: string): void {
    this.#params.delete(this.#seatOf(nodeId), key);
  }

  reload(nodeId: string, operatorId?: string): void {
    this.#seatOf(nodeId).inbox.push({ type: "reload", operatorId });
  }

  stop(options: StopOptions = {}): Promise<DataflowResult> {
    const { graceMs = this.#options.graceMs } = options;
    checkOptions(options, ["graceMs"], "stop");
    checkNumber(graceMs, "graceMs", "stop", { min: 0 });
    if (this.#isFinishing) return this.finished;
    this.#options.logger.info({ graceMs }, "the dataflow is told to stop");
    this.#shutdown.begin(graceMs);
    this.#barrier.fail(
      new DataflowError("DATAFLOW_STOPPED", "the dataflow was stopped before all its nodes had begun"),
    );
    this.#cancelTimers();
    this.#lives.stop(this.#graph.seats.values());
    this.#finishIfOver();
    return this.finished;
  }

  async close(options: StopOptions = {}): Promise<void> {
    await this.stop(options);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  /** Routes every edge that no host carries by itself. */
  #connect(): void {
    for (const from of this.#graph.seats.values()) {
      for (const output of from.outputs.values()) {
        const edges = output.consumers.filter((edge) => {
          const to = this.#graph.seats.get(edge.nodeId);
          return to === undefined || !this.#hosts.carries(from, output.id, to, edge);
        });
        output.edges.push(...edges);
      }
    }
  }

  /** The barrier has opened. */
  #begin(): void {
    const { clock, stopAfterMs } = this.#options;
    this.#stats.begin();
    for (const [intervalMs, edges] of this.#graph.timers) {
      const tick = (): void => {
        const metadata = { timestamp: this.#hlc.now(), parameters: new Map() };
        for (const edge of edges) edge.put(metadata, undefined, 0);
      };
      this.#timers.add(startTicker(intervalMs, clock, tick));
    }
    if (stopAfterMs !== undefined) this.#timers.add(clock.setTimer(stopAfterMs, () => void this.stop()));
  }

  /** A node that is to end with its inputs is not brought back, and has its grace to do so. */
  #onInputsFinished(seat: Seat): void {
    const { finishGraceMs } = seat.plan;
    seat.mayRestart = false;
    this.#lives.giveUp(seat);
    if (finishGraceMs === undefined || seat.isDynamic) return;
    const end = (): void => this.#shutdown.end(seat, finishGraceMs / 2);
    this.#timers.add(this.#options.clock.setTimer(finishGraceMs, end));
  }

  #finishIfOver(): void {
    const seats = [...this.#graph.seats.values()];
    // Dynamic nodes alone keep nothing running, unless there is nobody else.
    const isDone = seats.length === 0 || seats.some(({ isDynamic }) => !isDynamic) || this.#shutdown.isStopping;
    if (this.#isFinishing || !isDone || seats.some((seat) => !seat.isOver && !seat.isDynamic)) return;
    this.#isFinishing = true;
    void this.#finish();
  }

  async #finish(): Promise<void> {
    try {
      await this.#release();
    } catch (error) {
      this.#options.logger.error({ error }, "the dataflow has ended, but not everything could be given back");
    }
    this.#resolve(resultOf(this.#graph, this.#lives.failures, this.stats(), this.#logDirectory));
  }

  async #release(): Promise<void> {
    this.#unlisten();
    this.#cancelTimers();
    this.#closing.stop();
    for (const seat of this.#graph.seats.values()) if (seat.isDynamic) this.#shutdown.tell(seat);
    this.#shutdown.close();
    // Whoever stops a dataflow while it starts shall not leave open what the start has yet to open.
    await this.#opened;
    await this.#hosts.close();
    await this.#logFiles?.close();
  }

  #cancelTimers(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  #staticIds(): string[] {
    return [...this.#graph.seats.values()].flatMap(({ id, isDynamic }) => (isDynamic ? [] : [id]));
  }

  #seatOf(nodeId: string): Seat {
    const seat = this.#graph.seats.get(nodeId);
    if (seat !== undefined) return seat;
    const known = [...this.#graph.seats.keys()].join(", ");
    throw new DataflowError("DATAFLOW_UNKNOWN_NODE", `the dataflow has no node "${nodeId}"; it has ${known}`, {
      details: { node: nodeId },
    });
  }
}
