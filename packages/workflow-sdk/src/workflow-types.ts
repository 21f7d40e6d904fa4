import { WorkflowSdkError } from "./errors.ts";
import { checkText } from "./internal/check-values.ts";

/** A workflow, as whoever calls it sees it: a function whose name is the workflow's type. */
export type Workflow = (...args: never[]) => unknown;

/** Whether only a name is known, and so nothing of arguments and result. */
type Unknown<F extends Workflow> = Workflow extends F ? true : false;

/** The arguments of a function; any at all if only its name is known. */
export type ArgsOf<F extends Workflow> = Unknown<F> extends true ? readonly unknown[] : Readonly<Parameters<F>>;

/** What a function gives in the end. */
export type ResultOf<F extends Workflow> = Unknown<F> extends true ? unknown : Awaited<ReturnType<F>>;

/** The option `args`, which only functions that need no arguments leave out. */
export type ArgsOption<F extends Workflow> =
  readonly [] extends ArgsOf<F> ? { readonly args?: ArgsOf<F> } : { readonly args: ArgsOf<F> };

/**
 * The type name of a workflow or activity: the function's own, or the text.
 *
 * @throws `WORKFLOW_INVALID_OPTION` for a function without a name, and for what is neither.
 */
export function typeNameOf(given: unknown, what: string, where: string): string {
  if (typeof given !== "function") {
    checkText(given, what, where);
    return given as string;
  }
  if (given.name !== "") return given.name;
  const message = `${where}: the ${what} is a function without a name; name it, or give the name as a text`;
  throw new WorkflowSdkError("WORKFLOW_INVALID_OPTION", message, { details: { where, option: what } });
}
