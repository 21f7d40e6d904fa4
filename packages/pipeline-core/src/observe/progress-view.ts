import type { Clock } from "@millrace/protocol";
import { formatDuration, liveTree, type LiveNode, type LiveTree } from "@millrace/tooling-report";
import type { PipelineEvent } from "../events.ts";
import type { PipelineGraph } from "../graph.ts";
import { messageOf } from "../internal/message-of.ts";
import { withoutCapture } from "../internal/without-capture.ts";
import type { ConsoleProgressOptions } from "../progress.ts";
import type { RunReport } from "../run-report.ts";
import { countsText, lookOf, statusText } from "./status-look.ts";

/** Shows a run while it goes on: a live tree on a terminal, a line per change elsewhere. */
export class ProgressView {
  readonly #tree: LiveTree;
  readonly #itemRetries = new Map<string, number>();
  /** Whether the tree is redrawn in place, so that nothing else may write to its stream. */
  readonly interactive: boolean;

  constructor(pipeline: string, options: ConsoleProgressOptions, clock: Clock) {
    const { stream = process.stderr, title = pipeline, interactive = stream.isTTY === true, color } = options;
    this.interactive = interactive;
    this.#tree = liveTree({
      title,
      clock,
      interactive,
      ...(color === undefined ? {} : { color }),
      stream: {
        // Redraws may happen inside of a stage, whose prints may be captured.
        write: (text) => withoutCapture(() => stream.write(text)),
        isTTY: interactive,
        // A terminal without a size says 0: that of `script`, or of a container's.
        get columns() {
          return stream.columns || 80;
        },
        get rows() {
          return stream.rows || 24;
        },
      },
    });
  }

  /** Lines that stay above the tree. */
  get lines(): NodeJS.WritableStream {
    const { Writable } = process.getBuiltinModule("node:stream");
    return new Writable({
      decodeStrings: false,
      write: (text: string, _encoding, done) => {
        for (const line of text.trimEnd().split("\n")) this.#tree.log(line);
        done();
      },
    });
  }

  readonly listen = (event: PipelineEvent): void => {
    switch (event.type) {
      case "run_started":
        this.#announce(event.report.graph, "");
        return;
      case "stage_started":
        this.#update(event.stage, {
          status: "running",
          statusText: event.attempt === 1 ? "running" : `running, attempt ${event.attempt}`,
          note: "",
        });
        return;
      case "stage_retrying":
        this.#retrying(event);
        return;
      case "stage_progress": {
        const { done, total } = event;
        const unit = "items";
        this.#update(event.stage, { progress: total === undefined ? { done, unit } : { done, total, unit } });
        return;
      }
      case "stage_finished":
        this.#finished(event);
        return;
      case "run_finished":
        this.#tree.finish(summaryLine(event.report));
        return;
    }
  };

  /** All stages, before the first one starts; those of sub-pipelines below theirs. */
  #announce(graph: PipelineGraph, above: string): void {
    for (const { id, options, operation } of graph.nodes) {
      const full = `${above}${id}`;
      this.#update(full, { label: options.label ?? id, ...(above === "" ? {} : { parent: above.slice(0, -1) }) });
      if (operation.kind === "pipeline") this.#announce(operation.graph, `${full}.`);
    }
  }

  #retrying(event: Extract<PipelineEvent, { type: "stage_retrying" }>): void {
    const { stage, attempt, mapIndex, mapKey, delayMs, error } = event;
    if (mapIndex === undefined) {
      const note = `attempt ${attempt} failed: ${messageOf(error)}; next in ${formatDuration(delayMs)}`;
      this.#update(stage, { status: "pending", statusText: "retrying", note });
      return;
    }
    const retries = (this.#itemRetries.get(stage) ?? 0) + 1;
    this.#itemRetries.set(stage, retries);
    this.#update(stage, { note: this.#retryNote(stage, `last: item ${mapKey ?? mapIndex}, ${messageOf(error)}`) });
  }

  #finished({ stage, status, error, time }: Extract<PipelineEvent, { type: "stage_finished" }>): void {
    const note = error === undefined || status === "skipped" ? this.#retryNote(stage) : messageOf(error);
    this.#update(stage, { status: lookOf(status), statusText: statusText(status), endedAt: time, note });
  }

  #retryNote(stage: string, last?: string): string {
    const retries = this.#itemRetries.get(stage);
    if (retries === undefined) return "";
    const counted = retries === 1 ? "1 retry" : `${retries} retries`;
    return last === undefined ? counted : `${counted}, ${last}`;
  }

  #update(id: string, node: Omit<LiveNode, "id">): void {
    this.#tree.update({ id, ...node });
  }
}

/** `succeeded in 1.2 s: 3 succeeded, 1 skipped`, and why, when no stage tells it. */
function summaryLine({ status, durationMs = 0, counts, failures, error }: RunReport): string {
  const why = error === undefined || failures.length > 0 ? "" : `; ${error.message}`;
  return `${status} in ${formatDuration(durationMs)}: ${countsText(counts)}${why}`;
}
