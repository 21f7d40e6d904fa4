import type { Command } from "commander";
import { stylerFor, type CommandOutput } from "./output.ts";

/** Gives a parser the layout of all Millrace commands, on the streams given. */
export function layOutHelp(command: Command, { stdout, stderr }: CommandOutput, refusesColor: boolean): Command {
  const style = stylerFor(stdout, refusesColor);
  return command
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      // Errors reach the caller, who prints them.
      writeErr: () => undefined,
      getOutHelpWidth: () => stdout.columns ?? 80,
      getErrHelpWidth: () => stderr.columns ?? 80,
      getOutHasColors: () => stdout.isTTY === true && !refusesColor,
      getErrHasColors: () => stderr.isTTY === true && !refusesColor,
    })
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => style("bold", title),
      styleOptionText: (text) => style("cyan", text),
      styleSubcommandText: (text) => style("cyan", text),
      styleArgumentText: (text) => style("cyan", text),
      subcommandTerm: (verb) => [verb.name(), ...verb.registeredArguments.map(argumentTerm)].join(" "),
    })
    .showSuggestionAfterError(true);
}

function argumentTerm(argument: Command["registeredArguments"][number]): string {
  const shown = `${argument.name()}${argument.variadic ? "..." : ""}`;
  return argument.required ? `<${shown}>` : `[${shown}]`;
}
