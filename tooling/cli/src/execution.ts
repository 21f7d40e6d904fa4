import { MillraceError, protocolErrors } from "@millrace/protocol";
import { renderTextTable } from "@millrace/tooling-report";
import { Command, CommanderError } from "commander";
import type { CommandOptions, RunCommandOptions } from "./create-command.ts";
import { CliError } from "./cli-error.ts";
import { declare, valuesOf, type DeclaredSpecs } from "./command-line.ts";
import { cliErrorOf } from "./commander-errors.ts";
import { readEnv } from "./env.ts";
import { cliErrors } from "./error-table.ts";
import { exitCodes, type ExitCode } from "./exit-codes.ts";
import { layOutHelp } from "./help.ts";
import { stylerFor, type CommandOutput } from "./output.ts";
import { printError } from "./print-error.ts";
import type { ArgumentSpecs, OptionSpecs, VerbCall, VerbResult, VerbSpec } from "./verb.ts";

/** A verb whose types were checked where it was added. */
export type AnyVerb = VerbSpec<ArgumentSpecs, OptionSpecs>;

/** One run of a command: parses, calls the verb, prints. */
export class Execution {
  readonly #options: CommandOptions;
  readonly #verbs: readonly AnyVerb[];
  readonly #signal: AbortSignal;
  readonly #output: CommandOutput;
  /** Known before the line is parsed, so that an error in it is printed as asked. */
  #flags: Flags = { json: false, verbose: false, color: true };
  #exitCode: ExitCode = exitCodes.ok;

  constructor(options: CommandOptions, verbs: readonly AnyVerb[], { signal, output }: RunCommandOptions) {
    this.#options = options;
    this.#verbs = verbs;
    this.#signal = signal ?? new AbortController().signal;
    this.#output = output ?? process;
  }

  async run(argv: readonly string[]): Promise<ExitCode> {
    this.#flags = flagsOf(argv);
    try {
      await this.#parser().parseAsync(argv, { from: "user" });
    } catch (error) {
      if (error instanceof CommanderError && error.exitCode === exitCodes.ok) return exitCodes.ok;
      return this.#fail(error instanceof CommanderError ? this.#usageError(error) : error);
    }
    return this.#exitCode;
  }

  #parser(): Command {
    const { name, version, description } = this.#options;
    const program = layOutHelp(new Command(name), this.#output, this.#refusesColor())
      .description(description)
      .usage("<verb> [options]")
      .commandsGroup("Verbs:")
      .version(version, "-V, --version", "Print the version")
      .helpOption("-h, --help", "Print this help")
      .helpCommand(false)
      .option("--json", "Print one JSON document on standard output, and all else on standard error")
      .option("--verbose", "Print details and stacks of errors")
      .option("--no-color", "Print without colours")
      .exitOverride();
    for (const verb of this.#verbs) this.#addVerb(program, verb);
    return program;
  }

  #addVerb(program: Command, verb: AnyVerb): void {
    const specs: DeclaredSpecs = { arguments: verb.arguments ?? {}, options: verb.options ?? {} };
    const command = program.command(verb.name).description(verb.summary).allowExcessArguments(false);
    declare(command, specs);
    const examples = (verb.examples ?? []).map((line) => `  ${line}`);
    if (examples.length > 0) command.addHelpText("after", `\nExamples:\n${examples.join("\n")}`);
    command.action(async () => {
      const call = { ...this.#call(), ...valuesOf(command, specs) } as VerbCall<ArgumentSpecs, OptionSpecs>;
      this.#succeed(await verb.run(call));
    });
  }

  #call(): Omit<VerbCall<{}, {}>, "arguments" | "options"> {
    const { stdout, stderr } = this.#output;
    const { json, verbose } = this.#flags;
    const answer = json ? stderr : stdout;
    const print = (text: string): void => void answer.write(`${text}\n`);
    return {
      stdout,
      stderr,
      json,
      verbose,
      signal: this.#signal,
      print,
      printTable: (table) => print(renderTextTable(table, { width: answer.isTTY ? answer.columns || 80 : Infinity })),
      note: (text) => void stderr.write(`${text}\n`),
      style: stylerFor(answer, this.#refusesColor()),
    };
  }

  #succeed({ ok = true, json }: VerbResult): void {
    if (this.#flags.json) this.#printJson(json ?? null);
    if (!ok) this.#exitCode = this.#signal.aborted ? exitCodes.interrupted : exitCodes.failed;
  }

  #fail(error: unknown): ExitCode {
    if (this.#signal.aborted && isStop(error, this.#signal)) {
      this.#output.stderr.write("interrupted\n");
      return exitCodes.interrupted;
    }
    const tables = [cliErrors, protocolErrors, this.#options.errors ?? {}];
    const style = stylerFor(this.#output.stderr, this.#refusesColor());
    this.#output.stderr.write(`${printError(error, { tables, verbose: this.#flags.verbose, style })}\n`);
    if (this.#flags.json) this.#printJson({ error: jsonOf(error, this.#flags.verbose) });
    if (!MillraceError.is(error)) return exitCodes.internal;
    const { usageErrors = [] } = this.#options;
    return error instanceof CliError || usageErrors.includes(error.code) ? exitCodes.usage : exitCodes.failed;
  }

  /** The parser reports a line without a verb as a call for help. */
  #usageError(error: CommanderError): CliError {
    if (error.code !== "commander.help") return cliErrorOf(error);
    const verbs = this.#verbs.map((verb) => verb.name).join(", ");
    return new CliError("CLI_MISSING_VERB", `${this.#options.name} needs a verb: ${verbs}`);
  }

  #printJson(document: unknown): void {
    this.#output.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
  }

  #refusesColor(): boolean {
    return !this.#flags.color || readEnv().noColor;
  }
}

interface Flags {
  readonly json: boolean;
  readonly verbose: boolean;
  readonly color: boolean;
}

/** The flags that all verbs share, wherever they stand before a `--`. */
function flagsOf(argv: readonly string[]): Flags {
  const end = argv.indexOf("--");
  const words = end < 0 ? argv : argv.slice(0, end);
  return {
    json: words.includes("--json"),
    verbose: words.includes("--verbose"),
    color: !words.includes("--no-color"),
  };
}

function isStop(error: unknown, signal: AbortSignal): boolean {
  return error === signal.reason || (error instanceof Error && error.name === "AbortError");
}

function jsonOf(error: unknown, verbose: boolean): unknown {
  if (!MillraceError.is(error))
    return { code: "INTERNAL", message: error instanceof Error ? error.message : String(error) };
  const { stack, ...rest } = error.toJSON();
  return verbose ? { ...rest, stack } : rest;
}
