import path from "node:path";
import type { MillraceCommand, VerbResult } from "@millrace/tooling-cli";
import type { RunOfOther } from "../embedded/store/run-of-other.ts";
import { FunctionError } from "../errors.ts";
import { parseKey } from "../keys.ts";
import type { LogLine } from "../platform.ts";
import type { Run } from "../run.ts";
import { openProject } from "./open-project.ts";
import { flag, placeOptions } from "./shared-options.ts";

export function addLogsVerb(command: MillraceCommand): void {
  command.verb({
    name: "logs",
    summary: "Print what a run has written",
    arguments: { run: { summary: "The key of a run, or its id" } },
    options: {
      follow: { ...flag("Go on until the run has ended, or Ctrl-C"), short: "f" },
      times: flag("Each line with its time"),
      ...placeOptions,
    },
    examples: [
      "millrace-function logs 5e0c2a5c2a5d4f6b8c9d0e1f2a3b4c5d",
      "millrace-function logs store://default/run/nodejs+job:run/5e0c2a --follow --endpoint http://core:8080",
    ],
    run: async ({ arguments: { run: given }, options, signal, print, verbose }) => {
      const { project, id = given } = given.includes("://") ? parseKey(given) : { project: options.project };
      const show = async (run: Run | RunOfOther): Promise<VerbResult> => {
        const lines: LogLine[] = [];
        for await (const line of run.logs({ follow: options.follow, signal })) {
          lines.push(line);
          print(options.times ? `${new Date(line.time).toISOString()} ${line.text}` : line.text);
        }
        return { json: { key: run.key, state: (await run.refresh()).status.state, lines } };
      };
      const opened = await openProject({ ...options, project }, { create: false, verbose }).catch(lockedFolder);
      if (typeof opened === "string") {
        const { RunOfOther } = await import("../embedded/store/run-of-other.ts");
        return show(await RunOfOther.read(opened, project, id));
      }
      try {
        return await show(await opened.getRun(given));
      } finally {
        await opened.close();
      }
    },
  });
}

/** The folder that another process has open: what is in it can still be read. */
function lockedFolder(error: unknown): string {
  if (!FunctionError.is(error) || error.code !== "FUNCTION_STORE_LOCKED") throw error;
  return path.dirname(String(error.details?.["file"]));
}
