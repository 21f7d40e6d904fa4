import { Argument, InvalidArgumentError, Option, type Command } from "commander";
import { parseParameters } from "./parameters.ts";
import type { ArgumentSpecs, OptionSpec, OptionSpecs } from "./verb.ts";

/** Declares a verb's arguments and options on the parser's command. */
export function declare(command: Command, specs: DeclaredSpecs): void {
  for (const [name, { summary, optional, variadic }] of Object.entries(specs.arguments)) {
    const shown = variadic ? `${name}...` : name;
    command.addArgument(new Argument(optional ? `[${shown}]` : `<${shown}>`, summary));
  }
  for (const [name, spec] of Object.entries(specs.options)) command.addOption(optionOf(name, spec));
}

export interface DeclaredSpecs {
  readonly arguments: ArgumentSpecs;
  readonly options: OptionSpecs;
}

/** The values that the parser found, by the names of the specs. */
export function valuesOf(command: Command, specs: DeclaredSpecs): { arguments: object; options: object } {
  const found = command.opts();
  const names = Object.keys(specs.arguments);
  return {
    arguments: Object.fromEntries(names.map((name, index): [string, unknown] => [name, command.processedArgs[index]])),
    options: Object.fromEntries(
      Object.entries(specs.options).map(([name, spec]) => [name, completeOption(spec, found[name])]),
    ),
  };
}

function optionOf(name: string, spec: OptionSpec): Option {
  const flag = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  const short = spec.short === undefined ? "" : `-${spec.short}, `;
  const option = new Option(`${short}${flag}${valueOf(spec)}`, spec.summary);
  // Commander's own rule for the name differs after digits; ours is what the verb asked for.
  option.attributeName = (): string => name;
  if (spec.type === "strings" || spec.type === "parameters") option.argParser(collect);
  if (spec.type === "string" || spec.type === "number") {
    if (spec.type === "number") option.argParser(parseNumber);
    else if (spec.choices !== undefined) option.choices([...spec.choices]);
    if (spec.required) option.makeOptionMandatory();
    if (spec.default !== undefined) option.default(spec.default);
  }
  return option;
}

function valueOf(spec: OptionSpec): string {
  if (spec.type === "boolean") return "";
  if (spec.type === "parameters") return " <name=value>";
  return ` <${spec.value ?? (spec.type === "number" ? "number" : "text")}>`;
}

function collect(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), text];
}

function parseNumber(text: string): number {
  const number = Number(text);
  if (text.trim() === "" || Number.isNaN(number)) throw new InvalidArgumentError("It is not a number.");
  return number;
}

function completeOption(spec: OptionSpec, found: unknown): unknown {
  if (spec.type === "boolean") return found === true;
  if (spec.type === "strings") return found ?? [];
  if (spec.type === "parameters") return parseParameters((found ?? []) as readonly string[]);
  return found;
}
