import type { MillraceCommand } from "@millrace/tooling-cli";
import type { NodePlacement } from "../descriptor/plan.ts";
import { readDataflow } from "../descriptor/read-dataflow.ts";
import { graphHtml } from "../graph/html.ts";
import type { NodeLog } from "../node-log.ts";
import { startDataflow, type RunDataflowOptions } from "../run-dataflow.ts";
import { parseDuration } from "./duration.ts";
import { writeOrExplain } from "./graph-verb.ts";
import { LiveStats } from "./live-stats.ts";
import { edgeTable, failureText, overall, resultJson } from "./run-summary.ts";
import { fileArgument } from "./shared-arguments.ts";

const text = (summary: string, value: string) => ({ type: "string", value, summary }) as const;
const placements: readonly NodePlacement[] = ["same-thread", "worker", "process"];

export function addRunVerb(command: MillraceCommand): void {
  command.verb({
    name: "run",
    summary: "Run a dataflow on this machine, without dora",
    arguments: { file: fileArgument },
    options: {
      stopAfter: text("Stop it after this time, such as 10s. Default: when its nodes have ended", "duration"),
      grace: text("How long nodes may take to end once they are asked. Default: 10s", "duration"),
      placement: {
        type: "string",
        summary: "Where JavaScript and TypeScript nodes run that do not say it. Default: worker",
        choices: placements,
      },
      exitWhenNodesFinish: { type: "boolean", summary: "Timers do not keep nodes alive whose data inputs have ended" },
      report: text("Write the graph with what flowed through it, as one HTML file", "file"),
      logDir: text("Keep what nodes log in this folder", "folder"),
      quiet: { type: "boolean", summary: "Show neither the live view nor what nodes print" },
    },
    examples: [
      "millrace-dataflow run dataflow.yml --stop-after 10s --report run.html",
      "millrace-dataflow run dataflow.yml --placement process --json",
    ],
    run: async ({ arguments: { file }, options, signal, stderr, print, printTable, note, style }) => {
      const { quiet, report } = options;
      const held: NodeLog[] = [];
      let show = (log: NodeLog): void => void held.push(log);
      const running = await startDataflow(file, {
        ...settings(options),
        signal,
        ...(quiet ? {} : { onLog: (log: NodeLog): void => show(log) }),
      });
      const view = quiet ? undefined : new LiveStats(file, stderr, () => running.stats());
      if (view !== undefined) {
        show = (log): void => view.log(log);
        for (const log of held) show(log);
      }
      const onStop = (): void => {
        const text = "stopping: its nodes are asked to end; Ctrl-C again ends it at once";
        if (view === undefined) note(text);
        else view.say(text);
      };
      signal.addEventListener("abort", onStop, { once: true });
      // It settles whatever happens, and everything is given back by then.
      const result = await running.finished;
      signal.removeEventListener("abort", onStop);
      view?.[Symbol.dispose]();
      const stats = overall(result.stats);
      printTable(edgeTable(stats));
      for (const failure of result.failures) print(`${style("red", "✖")} ${failureText(failure)}`);
      print(
        `${result.ok ? style("green", "✔ done") : style("red", "✖ failed")} after ${(stats.elapsedMs / 1000).toFixed(1)} s`,
      );
      if (report !== undefined) {
        await writeOrExplain(report, graphHtml(await readDataflow(file), stats));
        note(`wrote ${report}`);
      }
      return { ok: result.ok, json: resultJson(result) };
    },
  });
}

interface Settings {
  readonly stopAfter: string | undefined;
  readonly grace: string | undefined;
  readonly placement: string | undefined;
  readonly exitWhenNodesFinish: boolean;
  readonly logDir: string | undefined;
}

function settings({ stopAfter, grace, placement, exitWhenNodesFinish, logDir }: Settings): RunDataflowOptions {
  const chosen = placements.find((one) => one === placement);
  return {
    ...(stopAfter === undefined ? {} : { stopAfterMs: parseDuration(stopAfter, "--stop-after") }),
    ...(grace === undefined ? {} : { graceMs: parseDuration(grace, "--grace") }),
    ...(chosen === undefined ? {} : { placement: chosen }),
    ...(exitWhenNodesFinish ? { exitWhenNodesFinish } : {}),
    ...(logDir === undefined ? {} : { logDir }),
  };
}
