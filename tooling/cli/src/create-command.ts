import { checkOptions, type ErrorTable } from "@millrace/protocol";
import { Execution, type AnyVerb } from "./execution.ts";
import type { ExitCode } from "./exit-codes.ts";
import type { CommandOutput } from "./output.ts";
import type { ArgumentSpecs, OptionSpecs, VerbSpec } from "./verb.ts";

export interface CommandOptions {
  /** As it is typed: `"millrace-pipeline"`. */
  readonly name: string;
  readonly version: string;
  /** One sentence. */
  readonly description: string;
  /** The package's error table: its remedies are printed with its errors. */
  readonly errors?: ErrorTable;
  /** Codes of the package's errors that blame the command line; they end with {@link exitCodes.usage}. Default: none. */
  readonly usageErrors?: readonly string[];
}

export interface RunCommandOptions {
  /** Aborting it asks the verb to stop. Default: never. */
  readonly signal?: AbortSignal;
  /** Default: the process's. */
  readonly output?: CommandOutput;
}

/** A command with verbs. */
export interface MillraceCommand {
  readonly name: string;
  /** Adds a verb; gives the command back. */
  verb<const Arguments extends ArgumentSpecs = {}, const Options extends OptionSpecs = {}>(
    spec: VerbSpec<Arguments, Options>,
  ): MillraceCommand;
  /**
   * Runs the verb that `argv` (without the program's own two words) names, and gives the exit code. Never throws and
   * never ends the process: errors are printed.
   */
  run(argv: readonly string[], options?: RunCommandOptions): Promise<ExitCode>;
}

/**
 * Makes a command that looks and ends as all Millrace commands do: `--help`, `--version`, `--json`, `--verbose`,
 * `--no-color`, {@link exitCodes}.
 *
 * @throws `PROTOCOL_UNKNOWN_OPTION`
 */
export function createCommand(options: CommandOptions): MillraceCommand {
  checkOptions(options, ["name", "version", "description", "errors", "usageErrors"], "createCommand");
  const verbs: AnyVerb[] = [];
  const command: MillraceCommand = {
    name: options.name,
    verb: (spec) => {
      verbs.push(spec as unknown as AnyVerb);
      return command;
    },
    run: (argv, runOptions = {}) => {
      checkOptions(runOptions, ["signal", "output"], `run of ${options.name}`);
      return new Execution(options, verbs, runOptions).run(argv);
    },
  };
  return command;
}
