import type { TextTable } from "@millrace/tooling-report";
import type { CommandOutput, Styler } from "./output.ts";

/** An argument by its place. */
export interface ArgumentSpec {
  readonly summary: string;
  /** Default `false`. */
  readonly optional?: boolean;
  /** Takes all that follow; the last argument only. Default `false`. */
  readonly variadic?: boolean;
}

/** An option by its name; `dryRun` is written `--dry-run`. */
export type OptionSpec =
  | (OptionBase & { readonly type: "boolean" })
  | (OptionBase &
      ValueOption & { readonly type: "string"; readonly default?: string; readonly choices?: readonly string[] })
  | (OptionBase & ValueOption & { readonly type: "number"; readonly default?: number })
  /** May be given more than once. */
  | (OptionBase & { readonly type: "strings"; readonly value?: string })
  /** `name=value`, may be given more than once; see {@link parseParameters}. */
  | (OptionBase & { readonly type: "parameters" });

interface OptionBase {
  readonly summary: string;
  /** One letter: `"p"`. */
  readonly short?: string;
}
interface ValueOption {
  /** What the value is, for the help: `"path"`. Default: the type. */
  readonly value?: string;
  readonly required?: boolean;
}

export type ArgumentSpecs = Readonly<Record<string, ArgumentSpec>>;
export type OptionSpecs = Readonly<Record<string, OptionSpec>>;

/** The arguments that a verb is run with. */
export type ArgumentValues<Specs extends ArgumentSpecs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends { readonly variadic: true }
    ? readonly string[]
    : Specs[Name] extends { readonly optional: true }
      ? string | undefined
      : string;
};

/** The options that a verb is run with. */
export type OptionValues<Specs extends OptionSpecs> = {
  readonly [Name in keyof Specs]: OptionValue<Specs[Name]>;
};

type OptionValue<Spec extends OptionSpec> = Spec["type"] extends "boolean"
  ? boolean
  : Spec["type"] extends "strings"
    ? readonly string[]
    : Spec["type"] extends "parameters"
      ? Readonly<Record<string, unknown>>
      : | (Spec["type"] extends "number" ? number : string)
        | (Spec extends { readonly default: string | number } | { readonly required: true } ? never : undefined);

/** What a verb says about itself and does. */
export interface VerbSpec<Arguments extends ArgumentSpecs, Options extends OptionSpecs> {
  readonly name: string;
  /** One line for the list of verbs, without a full stop. */
  readonly summary: string;
  readonly arguments?: Arguments;
  readonly options?: Options;
  /** Command lines to copy, shown at the end of the verb's help. */
  readonly examples?: readonly string[];
  readonly run: (call: VerbCall<Arguments, Options>) => VerbResult | Promise<VerbResult>;
}

/** How a verb ended. */
export interface VerbResult {
  /** `false`: the verdict is "no", and the exit code 1. Default `true`. */
  readonly ok?: boolean;
  /** The one document that `--json` prints; what `JSON.stringify` takes. */
  readonly json: unknown;
}

/** A call of a verb: what the user gave, and the ways to answer. */
export interface VerbCall<Arguments extends ArgumentSpecs, Options extends OptionSpecs> extends CommandOutput {
  readonly arguments: ArgumentValues<Arguments>;
  readonly options: OptionValues<Options>;
  /** `--json`: the answer is {@link VerbResult.json}; what is printed goes to standard error. */
  readonly json: boolean;
  readonly verbose: boolean;
  /** Aborts when the user asks the command to stop. */
  readonly signal: AbortSignal;
  /** Prints lines of the answer: on standard output, with `--json` on standard error. */
  readonly print: (text: string) => void;
  /** Prints a table of the answer, fit to the terminal. */
  readonly printTable: (table: TextTable) => void;
  /** Prints a remark on the way, on standard error. */
  readonly note: (text: string) => void;
  /** Styles a text for {@link print}. */
  readonly style: Styler;
}
