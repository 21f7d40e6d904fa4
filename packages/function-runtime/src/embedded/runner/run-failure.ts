import { FunctionError } from "../../errors.ts";
import type { ChildEnd } from "./child-life.ts";
import type { SentError } from "./child-messages.ts";

/** Why a run, or one attempt of it, failed. */
export interface RunFailure {
  /** For the run's status; begins with the code where there is one. */
  readonly message: string;
  /** For the log. */
  readonly stack?: string;
  readonly exitCode?: number;
}

/** What the end of a process means; absent: it did its work. */
export function failureOf(end: ChildEnd, heapMiB: number | undefined): RunFailure | undefined {
  const { told, exitCode, signal, lastErrors } = end;
  const exit = exitCode === undefined ? {} : { exitCode };
  if (told !== undefined) return "error" in told ? { ...failureOfError(told.error), ...exit } : undefined;
  if (/heap out of memory|Allocation failed - /.test(lastErrors)) {
    const limit = heapMiB === undefined ? "of Node" : `of ${heapMiB} MiB (resources.mem)`;
    return { ...coded("FUNCTION_RUN_OUT_OF_MEMORY", `the process came to the heap's limit ${limit}`), ...exit };
  }
  const how = signal === undefined ? `exited with code ${exitCode ?? "?"}` : `was ended by ${signal}`;
  return { ...coded("FUNCTION_RUN_EXITED", `the process ${how} before the function gave a result`), ...exit };
}

export function failureOfError({ name, message, stack }: SentError): RunFailure {
  return {
    message: message.startsWith("[") ? message : `${name}: ${message}`,
    ...(stack === undefined ? {} : { stack }),
  };
}

export function coded(code: ConstructorParameters<typeof FunctionError>[0], text: string): RunFailure {
  return { message: new FunctionError(code, text).message };
}
