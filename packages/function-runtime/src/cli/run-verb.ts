import { CliError, type MillraceCommand, type OptionValues } from "@millrace/tooling-cli";
import type { Project } from "../project.ts";
import type { RunOptions } from "../run-options.ts";
import type { Run } from "../run.ts";
import { jsonOption, namedTexts } from "./json-option.ts";
import { openProject } from "./open-project.ts";
import { withConsoleOnStderr } from "./own-console.ts";
import { printRun, runJson } from "./run-report.ts";
import { flag, nodeVersionOf, nodeVersionOption, placeOptions, text, texts } from "./shared-options.ts";
import { functionTarget, sourceOf, targetArgument } from "./target.ts";

const options = {
  parameters: text("All parameters, as a JSON object or @file", "json"),
  param: { type: "parameters", summary: "One parameter; may be repeated, and wins over --parameters" },
  input: texts("An artifact, dataitem or model for an argument; may be repeated", "name=key"),
  initFunction: text("The function of the file that runs once before it", "name"),
  initParameters: text("What that one is given, as a JSON object or @file", "json"),
  job: flag("Run it in a process of its own; the default"),
  inline: flag("Run it in the process of the command, to debug it"),
  wait: flag("Wait for the end, also on another platform; the local one always waits"),
  name: text("The name of the function in the project. Default: its own", "name"),
  requirement: texts("A package that it needs, as npm names it; may be repeated", "specifier"),
  env: texts("A variable of its environment; may be repeated", "name=value"),
  secret: texts("A secret of the project for its environment; may be repeated", "name"),
  retries: { type: "number", value: "count", summary: "How often a failed job is tried again. Default: 0" },
  memory: text("How much memory a job may have, such as 512Mi", "quantity"),
  nodeVersion: nodeVersionOption,
  ...placeOptions,
} as const;

export function addRunVerb(command: MillraceCommand): void {
  command.verb({
    name: "run",
    summary: "Run a function once, and keep what it returns",
    arguments: { function: targetArgument },
    options,
    examples: [
      "millrace-function run greet.ts:greet --param name=Ada",
      "millrace-function run train.ts:train --parameters @run.json --input data=store://default/dataitem/table/iris:1",
      "millrace-function run greet.ts:greet --inline --json",
    ],
    run: async ({ arguments: { function: target }, options: given, ...call }) => {
      const { signal, note, verbose } = call;
      const place = await functionTarget(target);
      const source = sourceOf(place);
      const runOptions = await runOptionsOf(given);
      const project = await openProject(given, { verbose });
      try {
        const fn = await project.newFunction({
          name: given.name ?? place.name,
          kind: "nodejs",
          ...source,
          nodeVersion: nodeVersionOf(given.nodeVersion),
          ...(given.initFunction === undefined ? {} : { initFunction: given.initFunction }),
          ...(given.requirement.length === 0 ? {} : { requirements: given.requirement }),
        });
        if (given.inline) {
          const run = await withConsoleOnStderr(() => fn.run("job", { ...runOptions, localExecution: true, signal }));
          return printRun(run, call);
        }
        const run = await fn.run("job", runOptions);
        if (isRemote(given) && !given.wait) {
          call.print(run.key);
          return { json: runJson(run) };
        }
        note(`${run.key}`);
        return await followed(run, project, call);
      } finally {
        await project.close();
      }
    },
  });
}

/** Shows what a job logs until it has ended; told to stop, stops it. */
async function followed(run: Run, project: Project, call: Parameters<typeof printRun>[1]): ReturnType<typeof ended> {
  const stop = (): void => {
    call.note("stopping the run; Ctrl-C again ends the command at once");
    // It may have ended meanwhile, which is what was wanted.
    run.stop().catch((error: unknown) => project.logger.debug({ error }, "the run was not stopped"));
  };
  call.signal.addEventListener("abort", stop, { once: true });
  if (call.signal.aborted) stop();
  try {
    const logging = showLogs(run, call.note);
    const result = await ended(run, call);
    await logging;
    return result;
  } finally {
    call.signal.removeEventListener("abort", stop);
  }
}

async function ended(run: Run, call: Parameters<typeof printRun>[1]): Promise<ReturnType<typeof printRun>> {
  try {
    await run.wait();
  } catch (error) {
    // The run says itself why it failed; whatever else went wrong is not about it.
    await run.refresh();
    if (run.status.state !== "ERROR") throw error;
  }
  return printRun(run, call);
}

async function showLogs(run: Run, note: (text: string) => void): Promise<void> {
  for await (const { text: line, stream } of run.logs({ follow: true })) {
    if (stream !== "system") note(`  ${line}`);
  }
}

const isRemote = ({
  endpoint,
  profile,
}: {
  readonly endpoint?: string | undefined;
  readonly profile?: string | undefined;
}) => endpoint !== undefined || profile !== undefined;

async function runOptionsOf(given: OptionValues<typeof options>): Promise<RunOptions<"job">> {
  if (given.job && given.inline) throw new CliError("CLI_INVALID_OPTION", "--job and --inline exclude each other");
  const parameters = { ...(await jsonOption(given.parameters, "--parameters")), ...given.param };
  const initParameters = await jsonOption(given.initParameters, "--init-parameters");
  const envs = Object.entries(namedTexts(given.env, "--env")).map(([name, value]) => ({ name, value }));
  return {
    parameters: parameters as NonNullable<RunOptions["parameters"]>,
    ...(given.input.length === 0 ? {} : { inputs: namedTexts(given.input, "--input") }),
    ...(initParameters === undefined ? {} : { initParameters }),
    ...(envs.length === 0 ? {} : { envs }),
    ...(given.secret.length === 0 ? {} : { secrets: given.secret }),
    ...(given.retries === undefined ? {} : { backoffLimit: given.retries }),
    ...(given.memory === undefined ? {} : { resources: { mem: given.memory } }),
  };
}
