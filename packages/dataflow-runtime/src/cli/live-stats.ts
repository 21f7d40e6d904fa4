import { liveTree, type LiveStream, type LiveTree, type Status } from "@millrace/tooling-report";
import { failureLine } from "../embedded/node-failure.ts";
import type { NodeLog } from "../node-log.ts";
import { rateText } from "../graph/html.ts";
import type { DataflowStats, EdgeStats, NodeState } from "../stats.ts";

/** How often a terminal shows new rates. */
const periodMs = 500;

const statuses: Readonly<Record<NodeState, Status>> = {
  waiting: "pending",
  running: "running",
  restarting: "warning",
  finished: "succeeded",
  failed: "failed",
  detached: "skipped",
};

/** Shows a dataflow while it runs: nodes with their states, and below them their inputs with rates and drops. */
export class LiveStats implements Disposable {
  readonly #tree: LiveTree;
  readonly #interactive: boolean;
  readonly #read: () => DataflowStats;
  readonly #timer: NodeJS.Timeout;

  constructor(title: string, stream: LiveStream, read: () => DataflowStats) {
    this.#read = read;
    this.#interactive = stream.isTTY === true;
    this.#tree = liveTree({ title, stream });
    this.#timer = setInterval(() => this.#show(read()), periodMs);
    this.#show(read());
  }

  /** A line of a node, above the view. */
  log({ nodeId, level, message }: NodeLog): void {
    this.#tree.log(`${nodeId}${level === "stdout" ? "" : ` ${level}`}: ${message}`);
  }

  /** A line of the command's own, above the view. */
  say(text: string): void {
    this.#tree.log(text);
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
    this.#show(this.#read(), true);
    this.#tree.finish("");
  }

  #show(stats: DataflowStats, ended = false): void {
    for (const { id, state, restarts, sent, error } of stats.nodes.values()) {
      const again = restarts === 0 ? [] : [`${restarts} restart${restarts === 1 ? "" : "s"}`];
      const notes = [...again, `${sent} sent`, ...(error === undefined ? [] : [failureLine(error)])];
      this.#tree.update({ id, status: statuses[state], statusText: state, note: notes.join(" · ") });
    }
    // A log has a line for each change of status; what flows changes all the time.
    if (this.#interactive) for (const edge of stats.edges) this.#showEdge(edge, ended);
  }

  #showEdge(edge: EdgeStats, ended: boolean): void {
    const { nodeId, inputId, source, rate, dropped, messages, closed } = edge;
    const drops = dropped === 0 ? "" : ` · ${dropped} dropped`;
    this.#tree.update({
      id: `${nodeId} ${inputId}`,
      parent: nodeId,
      label: `${inputId} ← ${source}`,
      status: dropped > 0 ? "warning" : closed || ended ? "succeeded" : "running",
      statusText: closed ? "closed" : rateText(rate),
      note: `${messages} messages${drops}`,
    });
  }
}
