import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import type { CancelTimer, Logger } from "@millrace/protocol";
import type { DataflowPlan } from "../descriptor/plan.ts";
import type { DataflowResult } from "../dataflow-result.ts";
import { DataflowError } from "../errors.ts";
import type { LinkEvent } from "../node-link.ts";
import type { RunningDataflow, StopOptions } from "../run-dataflow.ts";
import type { DataflowStats } from "../stats.ts";
import { HybridClock } from "../wire/hybrid-clock.ts";
import { Barrier } from "./barrier.ts";
import { Closing } from "./closing.ts";
import { StatsCounter } from "./count-stats.ts";
import { EmbeddedLink, type LinkEngine } from "./embedded-link.ts";
import type { EngineOptions } from "./engine-options.ts";
import { buildGraph, type Graph } from "./graph.ts";
import { Hosts } from "./hosts/hosts.ts";
import { LogFiles } from "./logs/log-files.ts";
import { LogHub } from "./logs/log-hub.ts";
import { nodeConfigOf } from "./node-config-of.ts";
import { nodeFailure, seatName } from "./node-failure.ts";
import type { NodeExit, NodeHost } from "./node-host.ts";
import type { Seat } from "./seat.ts";
import { Shutdown } from "./shutdown.ts";
import { startTicker } from "./ticker.ts";
import { Turns } from "./turns.ts";

/** One dataflow from its start to its end: who lives, who is brought back, and when it is over. */
export class Engine implements RunningDataflow {
  readonly dataflowId: string = randomUUID();
  readonly finished: Promise<DataflowResult>;
  readonly #plan: DataflowPlan;
  readonly #options: EngineOptions;
  readonly #logger: Logger;
  readonly #graph: Graph;
  readonly #hosts: Hosts;
  readonly #barrier: Barrier;
  readonly #closing: Closing;
  readonly #shutdown: Shutdown;
  readonly #logFiles: LogFiles | undefined;
  readonly #logs: LogHub;
  readonly #stats: StatsCounter;
  readonly #links: LinkEngine;
  readonly #params = new Map<Seat, Map<string, Uint8Array>>();
  /** Timers of this engine by what they are for. */
  readonly #cancels = new Set<CancelTimer>();
  readonly #restarts = new Map<Seat, CancelTimer>();
  readonly #failures: Seat[] = [];
  readonly #unlisten: () => void;
  #resolve: (result: DataflowResult) => void = () => undefined;
  #finishing = false;

  constructor(plan: DataflowPlan, options: EngineOptions) {
    const { clock, logger, logDir, onLog, signal } = options;
    this.#plan = plan;
    this.#options = options;
    this.#logger = logger;
    this.finished = new Promise((done) => (this.#resolve = done));
    const turns = new Turns();
    this.#graph = buildGraph(plan, (id) => Hosts.isDynamic(plan, options, id), turns);
    const seats = [...this.#graph.seats.values()];
    const hlc = new HybridClock({ nowMs: () => clock.now() });
    this.#logFiles = logDir === undefined ? undefined : new LogFiles(this.#logDirectory(logDir), logger);
    this.#logs = new LogHub({
      dataflowId: this.dataflowId,
      clock,
      hlc,
      subscribers: this.#graph.logs,
      files: this.#logFiles,
      onLog,
    });
    this.#barrier = new Barrier(
      seats.filter(({ isDynamic }) => !isDynamic).map(({ id }) => id),
      () => this.#begin(),
    );
    this.#closing = new Closing({
      graph: this.#graph,
      clock,
      exitWhenNodesFinish: options.exitWhenNodesFinish ?? plan.exitWhenNodesFinish,
      onInputsFinished: (seat) => this.#onInputsFinished(seat),
    });
    this.#shutdown = new Shutdown(seats, clock);
    this.#stats = new StatsCounter(this.dataflowId, this.#graph, clock);
    this.#links = {
      hlc,
      subscribe: (seat, link, deliver) => this.#subscribe(seat, link, deliver),
      closeOutputs: (seat, outputIds) => this.#closing.closeOutputs(seat, outputIds),
      logLine: (seat, line) => this.#logs.line(seat, "stdout", line),
      stopDataflow: () => void this.stop(),
    };
    this.#hosts = new Hosts({
      plan,
      options,
      dataflowId: this.dataflowId,
      graph: this.#graph,
      hlc,
      attach: (seat) => this.#attach(seat),
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
    try {
      await this.#hosts.open();
      this.#connect();
    } catch (error) {
      await this.#release();
      throw error;
    }
    if (this.#options.signal?.aborted) void this.close();
    for (const seat of this.#graph.seats.values()) if (!seat.isDynamic && !seat.isOver) this.#startLife(seat);
    this.#barrier.openIfNobodyIsMissing();
  }

  stats(): DataflowStats {
    return this.#stats.snapshot();
  }

  setParam(nodeId: string, key: string, value: unknown): void {
    const seat = this.#seatOf(nodeId);
    const json = JSON.stringify(value) as string | undefined;
    if (json === undefined) {
      const message = `parameter "${key}" of node "${nodeId}" must be a JSON value, not ${typeof value}`;
      throw new DataflowError("DATAFLOW_INVALID_PARAMETER", message, { details: { nodeId, key } });
    }
    const valueJson = new TextEncoder().encode(json);
    const params = this.#params.get(seat) ?? new Map<string, Uint8Array>();
    this.#params.set(seat, params.set(key, valueJson));
    seat.inbox.push({ type: "paramUpdate", key, valueJson });
  }

  deleteParam(nodeId: string, key: string): void {
    const seat = this.#seatOf(nodeId);
    this.#params.get(seat)?.delete(key);
    seat.inbox.push({ type: "paramDeleted", key });
  }

  stop(options: StopOptions = {}): Promise<DataflowResult> {
    const { graceMs = this.#options.graceMs } = options;
    if (this.#finishing) return this.finished;
    if (!this.#shutdown.isStopping) this.#logger.info({ graceMs }, "the dataflow is told to stop");
    this.#shutdown.begin(graceMs);
    this.#barrier.fail(new DataflowError("DATAFLOW_STOPPED", "the dataflow was stopped before all its nodes had begun"));
    this.#cancelTimers();
    for (const seat of this.#restarts.keys()) this.#giveUpRestart(seat);
    for (const seat of this.#graph.seats.values()) if (seat.state === "waiting" && seat.life === undefined) this.#over(seat, { ok: true });
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

  #begin(): void {
    this.#stats.begin();
    for (const seat of this.#graph.seats.values()) if (seat.state === "waiting") seat.state = "running";
    const { clock, stopAfterMs } = this.#options;
    const { hlc } = this.#links;
    for (const [intervalMs, edges] of this.#graph.timers) {
      const tick = (): void => {
        const metadata = { timestamp: hlc.now(), parameters: new Map() };
        for (const edge of edges) edge.put(metadata, undefined, 0);
      };
      this.#cancels.add(startTicker(intervalMs, clock, tick));
    }
    if (stopAfterMs !== undefined) this.#cancels.add(clock.setTimer(stopAfterMs, () => void this.stop()));
  }

  #startLife(seat: Seat): void {
    const host = this.#hosts.of(seat) as NodeHost;
    const link = new EmbeddedLink(seat, nodeConfigOf(seat, this.#plan, this.dataflowId), this.#links);
    const capture = this.#logs.capture(seat);
    seat.link = link;
    seat.wasTerminated = false;
    seat.life = host.start({ plan: seat.plan, link, output: capture.write });
    void seat.life.ended.then((exit) => {
      link.cut();
      this.#onEnded(seat, nodeFailure(seat, exit, capture.end(), this.#shutdown.isStopping));
    });
  }

  async #subscribe(seat: Seat, link: EmbeddedLink, deliver: (event: LinkEvent) => void): Promise<void> {
    await this.#barrier.subscribe(seat.id, () => {
      if (seat.link !== link) return;
      seat.state = "running";
      seat.inbox.open(deliver);
      this.#closing.greet(seat);
      for (const [key, valueJson] of this.#params.get(seat) ?? []) {
        seat.inbox.push({ type: "paramUpdate", key, valueJson });
      }
      if (this.#shutdown.isStopping) this.#shutdown.tell(seat);
    });
  }

  /** A dynamic node has asked for its configuration: its link, when it comes. */
  #attach(seat: Seat): EmbeddedLink {
    seat.link?.cut();
    seat.inbox.shut("gone");
    const link = new EmbeddedLink(seat, nodeConfigOf(seat, this.#plan, this.dataflowId), this.#links);
    seat.link = link;
    this.#closing.reopenOutputs(seat);
    void link.closed.then(() => {
      if (seat.link !== link || seat.isOver) return;
      seat.link = undefined;
      seat.state = "detached";
    });
    return link;
  }

  #onEnded(seat: Seat, exit: NodeExit): void {
    seat.life = undefined;
    seat.error = exit.ok ? undefined : exit.error;
    if (!exit.ok) this.#logger.warn({ node: seat.id, error: exit.error, cause: exit.cause }, "a node has failed");
    const { clock } = this.#options;
    const mayRestart = seat.mayRestart && !this.#shutdown.isStopping;
    const delayMs = mayRestart ? seat.budget.next(exit, clock.monotonic()) : undefined;
    if (delayMs === undefined) return this.#over(seat, exit);
    seat.inbox.shut("away");
    seat.state = "restarting";
    this.#logger.info({ node: seat.id, delayMs, restart: seat.restarts + 1 }, "a node is restarted");
    this.#restarts.set(
      seat,
      clock.setTimer(delayMs, () => this.#restart(seat)),
    );
  }

  #restart(seat: Seat): void {
    this.#restarts.delete(seat);
    seat.restarts++;
    seat.state = this.#barrier.isOpen ? "running" : "waiting";
    this.#startLife(seat);
    this.#closing.tellRestart(seat);
  }

  /** The node has ended and stays so. */
  #over(seat: Seat, exit: NodeExit): void {
    const neverBegan = this.#barrier.isMissing(seat.id);
    seat.state = exit.ok ? "finished" : "failed";
    seat.inbox.shut("gone");
    if (!exit.ok) {
      this.#failures.push(seat);
      if (!this.#shutdown.isStopping) this.#closing.tellFailure(seat, exit.error);
    }
    this.#closing.closeOutputs(seat, seat.outputs.keys());
    if (neverBegan) this.#failBarrier(seat, exit);
    this.#finishIfOver();
  }

  #failBarrier(seat: Seat, exit: NodeExit): void {
    const how = exit.ok ? "it ended without an error" : `it ${exit.error}`;
    const message = `${seatName(seat)} exited before initializing dora: ${how}. Every node must connect before the dataflow begins`;
    this.#barrier.fail(new DataflowError("DATAFLOW_NODE_EXITED_EARLY", message, { details: { node: seat.id } }));
    // An exit without an error is one for the dataflow, unless somebody has stopped it.
    if (!exit.ok || this.#shutdown.isStopping) return;
    seat.state = "failed";
    seat.error = "exited before initializing dora";
    this.#failures.push(seat);
  }

  /** A node that is to end with its inputs is not brought back, and has its grace to do so. */
  #onInputsFinished(seat: Seat): void {
    seat.mayRestart = false;
    if (this.#restarts.has(seat)) return this.#giveUpRestart(seat);
    const { finishGraceMs } = seat.plan;
    if (finishGraceMs === undefined || seat.isDynamic) return;
    this.#cancels.add(this.#options.clock.setTimer(finishGraceMs, () => this.#shutdown.end(seat, finishGraceMs / 2)));
  }

  /** What it died of last is how it ended. */
  #giveUpRestart(seat: Seat): void {
    this.#restarts.get(seat)?.();
    this.#restarts.delete(seat);
    this.#over(seat, seat.error === undefined ? { ok: true } : { ok: false, error: seat.error });
  }

  #finishIfOver(): void {
    const seats = [...this.#graph.seats.values()];
    const isOver = seats.every((seat) => seat.isOver || (seat.isDynamic && (this.#shutdown.isStopping || seats.some((other) => !other.isDynamic))));
    if (!isOver || this.#finishing) return;
    this.#finishing = true;
    void this.#finish();
  }

  async #finish(): Promise<void> {
    try {
      await this.#release();
    } catch (error) {
      this.#logger.error({ error }, "the dataflow has ended, but not everything could be given back");
    }
    this.#resolve(this.#result());
  }

  async #release(): Promise<void> {
    this.#unlisten();
    this.#cancelTimers();
    this.#closing.stop();
    for (const seat of this.#graph.seats.values()) if (seat.isDynamic) this.#dismiss(seat);
    await this.#hosts.close();
    this.#shutdown.close();
    await this.#logFiles?.close();
  }

  /** A dynamic node hears that there is nothing more for it. */
  #dismiss(seat: Seat): void {
    this.#shutdown.tell(seat);
    seat.state = "finished";
  }

  #cancelTimers(): void {
    for (const cancel of this.#cancels) cancel();
    this.#cancels.clear();
  }

  #result(): DataflowResult {
    const { logDir } = this.#options;
    const nodes = [...this.#graph.seats.values()].map(({ id, state, error, restarts }) => {
      return { id, ok: state !== "failed", restarts, ...(error === undefined || state !== "failed" ? {} : { error }) };
    });
    const byId = new Map(nodes.map((node) => [node.id, node]));
    const failures = this.#failures.flatMap(({ id }) => byId.get(id) ?? []);
    return {
      dataflowId: this.dataflowId,
      ok: failures.length === 0,
      nodes: byId,
      failures,
      stats: this.stats(),
      ...(logDir === undefined ? {} : { logDirectory: this.#logDirectory(logDir) }),
    };
  }

  #logDirectory(logDir: string): string {
    return join(resolve(this.#plan.directory, logDir), this.dataflowId);
  }

  #seatOf(nodeId: string): Seat {
    const seat = this.#graph.seats.get(nodeId);
    if (seat !== undefined) return seat;
    const known = [...this.#graph.seats.keys()].join(", ");
    throw new DataflowError("DATAFLOW_UNKNOWN_NODE", `the dataflow has no node "${nodeId}"; it has ${known}`, {
      details: { nodeId },
    });
  }
}
