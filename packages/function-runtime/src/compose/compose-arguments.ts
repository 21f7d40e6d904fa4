import { alwaysReserved } from "../reserved.ts";
import type { Call } from "./call.ts";

/**
 * The one object of named arguments: inputs win over parameters of the same name, reserved names over both. `project`,
 * `run` and `signal` never come from a caller, `context`, `event` and `events` only where nothing else has these names.
 *
 * @param parameters in place of those of the call: what a schema made of them.
 */
export function composeArguments(
  { inputs, reserved, parameters: given }: Call,
  parameters: Readonly<Record<string, unknown>> | undefined = given,
): Record<string, unknown> {
  const args: Record<string, unknown> = { ...parameters, ...inputs };
  for (const name of alwaysReserved) if (name in args) delete args[name];
  for (const name in reserved) {
    const value = reserved[name];
    if (value !== undefined) args[name] = value;
  }
  const { event } = reserved as { readonly event?: unknown };
  if (event !== undefined) args["events"] = event;
  return args;
}
