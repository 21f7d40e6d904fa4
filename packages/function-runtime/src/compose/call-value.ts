import { describeIssues, issueKey, type SchemaResult } from "@millrace/protocol";
import { FunctionError } from "../errors.ts";
import { declarationOf, type Declaration } from "../handler.ts";
import type { Call, LoadedFunction } from "./call.ts";
import { composeArguments } from "./compose-arguments.ts";

/**
 * Composes the arguments, validates the parameters, and calls: the path of services. Synchronous when the schema and the
 * function are, and errors are then thrown.
 *
 * @throws `FUNCTION_MISSING_INPUT`, `FUNCTION_INVALID_PARAMETERS` with the schema's issues in `details`, and whatever the
 *   function throws.
 */
export function callValue(loaded: LoadedFunction, call: Call): unknown {
  const fn = loaded.call as (args: Readonly<Record<string, unknown>>) => unknown;
  const { inputs, parameters: schema } = declarationOf(loaded.call);
  for (const name in inputs) requireInput(loaded, call, name, inputs);
  if (schema === undefined) return fn(composeArguments(call));

  const result = schema["~standard"].validate(call.parameters ?? {});
  return result instanceof Promise
    ? result.then((settled) => fn(composeArguments(call, valuesOf(loaded, settled))))
    : fn(composeArguments(call, valuesOf(loaded, result)));
}

function requireInput(loaded: LoadedFunction, { inputs }: Call, name: string, declared: Declaration["inputs"]): void {
  if (inputs?.[name] !== undefined) return;
  throw new FunctionError(
    "FUNCTION_MISSING_INPUT",
    `${loaded.name} takes the ${declared[name]} '${name}', and no input of that name is given; ` +
      `run it with inputs: { ${name}: <the ${declared[name]}'s key> }`,
    { details: { function: loaded.name, input: name, type: declared[name] } },
  );
}

function valuesOf(loaded: LoadedFunction, result: SchemaResult<object>): Readonly<Record<string, unknown>> {
  if (result.issues !== undefined) {
    throw new FunctionError(
      "FUNCTION_INVALID_PARAMETERS",
      `the parameters of ${loaded.name} do not pass its schema: ${describeIssues(result.issues)}`,
      { details: { issues: result.issues.map(({ message, path }) => ({ message, path: path?.map(issueKey) ?? [] })) } },
    );
  }
  const { value } = result;
  if (typeof value === "object" && value !== null) return value as Readonly<Record<string, unknown>>;
  throw new FunctionError(
    "FUNCTION_INVALID_HANDLER",
    `the schema of the parameters of ${loaded.name} gives ${typeof value}; it is of all parameters together and must give an object`,
  );
}
