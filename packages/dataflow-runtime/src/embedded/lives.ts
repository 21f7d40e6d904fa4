import type { CancelTimer, Clock, Logger } from "@millrace/protocol";
import { DataflowError } from "../errors.ts";
import type { NodeConfig } from "../node-config.ts";
import type { LinkEvent } from "../node-link.ts";
import type { Barrier } from "./barrier.ts";
import type { Closing } from "./closing.ts";
import { EmbeddedLink, type LinkEngine } from "./embedded-link.ts";
import type { Hosts } from "./hosts/hosts.ts";
import type { LogHub } from "./logs/log-hub.ts";
import { failureLine, nodeFailure, seatName } from "./node-failure.ts";
import type { NodeExit } from "./node-host.ts";
import type { Params } from "./params.ts";
import type { Seat } from "./seat.ts";
import type { Shutdown } from "./shutdown.ts";

export interface LivesOptions {
  readonly configOf: (seat: Seat) => NodeConfig;
  readonly hosts: Hosts;
  readonly barrier: Barrier;
  readonly closing: Closing;
  readonly shutdown: Shutdown;
  readonly logs: LogHub;
  readonly params: Params;
  readonly links: LinkEngine;
  readonly clock: Clock;
  readonly logger: Logger;
  /** A node has ended for good. */
  readonly onOver: () => void;
}

/** The lives of the nodes: how they begin, what their end means, who is brought back. */
export class Lives {
  readonly #options: LivesOptions;
  /** Nodes that wait for their next life. */
  readonly #restarts = new Map<Seat, CancelTimer>();
  /** The nodes that failed, in the order in which they did. */
  readonly failures: Seat[] = [];

  constructor(options: LivesOptions) {
    this.#options = options;
  }

  start(seat: Seat): void {
    const { hosts, logs, shutdown, barrier } = this.#options;
    const link = this.#linkOf(seat);
    const capture = logs.capture(seat);
    seat.wasTerminated = false;
    const life = hosts.of(seat).start({ plan: seat.plan, link, output: capture.write });
    seat.life = life;
    void life.ended.then((exit) => {
      link.cut();
      const lastLines = capture.end();
      const noBeginning = barrier.failureToldTo(seat.id);
      const context = { lastLines, isStopping: shutdown.isStopping, hasBegun: barrier.isOpen, noBeginning };
      this.#onEnded(seat, nodeFailure(seat, exit, context));
    });
  }

  /** A process joins as a dynamic node. */
  attach(seat: Seat): EmbeddedLink {
    const link = this.#linkOf(seat);
    this.#options.closing.reopenOutputs(seat);
    void link.closed.then(() => {
      if (seat.link === link) seat.state = "detached";
    });
    return link;
  }

  /** The node asks for its events; resolves after the barrier. */
  async subscribe(seat: Seat, link: EmbeddedLink, deliver: (event: LinkEvent) => void): Promise<void> {
    const { barrier, closing, params, shutdown } = this.#options;
    await barrier.subscribe(seat.id, () => {
      // It may have died while it waited.
      if (seat.link !== link || link.isCut) return;
      seat.state = "running";
      seat.inbox.open(deliver);
      closing.greet(seat);
      params.greet(seat);
      if (shutdown.isStopping) shutdown.tell(seat);
    });
  }

  /** A node has closed outputs. As under dora, one that may live again keeps them open: its end decides. */
  closeOutputs(seat: Seat, outputIds: Iterable<string>): void {
    const { closing, shutdown } = this.#options;
    const mayRestart = seat.plan.restart.policy !== "never" && seat.mayRestart && !shutdown.isStopping;
    if (!mayRestart) closing.closeOutputs(seat, outputIds);
  }

  /** Nobody is brought back any more, and who has not begun to live will not. */
  stop(seats: Iterable<Seat>): void {
    for (const seat of this.#restarts.keys()) this.giveUp(seat);
    for (const seat of seats) if (seat.life === undefined && seat.state === "waiting") this.#over(seat, { ok: true });
  }

  /** A node that waits for its next life gets none: what it died of last is how it ended. */
  giveUp(seat: Seat): void {
    const cancel = this.#restarts.get(seat);
    if (cancel === undefined) return;
    cancel();
    this.#restarts.delete(seat);
    this.#over(seat, seat.error === undefined ? { ok: true } : { ok: false, error: seat.error });
  }

  #linkOf(seat: Seat): EmbeddedLink {
    const { configOf, links } = this.#options;
    const link = new EmbeddedLink(seat, configOf(seat), links);
    seat.link = link;
    return link;
  }

  #onEnded(seat: Seat, exit: NodeExit): void {
    const { clock, logger, shutdown, barrier } = this.#options;
    seat.life = undefined;
    seat.error = exit.ok ? undefined : exit.error;
    seat.cause = exit.ok ? undefined : exit.cause;
    if (!exit.ok) logger.warn({ node: seat.id, error: exit.error, cause: exit.cause }, "a node has failed");
    const mayRestart = seat.mayRestart && !shutdown.isStopping && !barrier.hasFailed;
    const delayMs = mayRestart ? seat.budget.next(exit, clock.monotonic()) : undefined;
    if (delayMs === undefined) return this.#over(seat, exit);
    seat.inbox.shut("away");
    seat.state = "restarting";
    logger.info({ node: seat.id, delayMs, restart: seat.restarts + 1 }, "a node is brought back");
    const restart = (): void => this.#restart(seat);
    this.#restarts.set(seat, clock.setTimer(delayMs, restart));
  }

  #restart(seat: Seat): void {
    this.#restarts.delete(seat);
    seat.restarts++;
    seat.state = "waiting";
    this.start(seat);
    this.#options.closing.tellRestart(seat);
  }

  /** The node has ended and stays so. */
  #over(seat: Seat, exit: NodeExit): void {
    const { barrier, closing, shutdown, onOver } = this.#options;
    seat.state = exit.ok ? "finished" : "failed";
    seat.inbox.shut("gone");
    if (!exit.ok) {
      this.failures.push(seat);
      if (!shutdown.isStopping) closing.tellFailure(seat, exit.error);
    }
    closing.closeOutputs(seat, seat.outputs.keys());
    if (barrier.isMissing(seat.id)) this.#failBarrier(seat, exit);
    onOver();
  }

  #failBarrier(seat: Seat, exit: NodeExit): void {
    const { barrier, shutdown } = this.#options;
    const how = exit.ok ? "it ended without an error" : `it ${failureLine(exit.error)}`;
    const message = `${seatName(seat)} exited before initializing dora: ${how}. Every node must connect before the dataflow begins`;
    barrier.fail(new DataflowError("DATAFLOW_BARRIER_FAILED", message, { details: { node: seat.id } }));
    // An exit without an error is one for the dataflow, unless somebody has stopped it.
    if (!exit.ok || shutdown.isStopping) return;
    seat.state = "failed";
    seat.error = "exited before initializing dora: it never connected, as Node.connect() does";
    this.failures.push(seat);
  }
}
