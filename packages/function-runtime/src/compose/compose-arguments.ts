import type { Call } from "./call.ts";

/**
 * The one object of named arguments: inputs win over parameters of the same name, reserved names over both. `project`,
 * `run` and `signal` never come from a caller, `context`, `event` and `events` only where nothing else has these names.
 * Each name is written out, which is several times faster than a loop over names, and all calls of a service come here.
 *
 * @param parameters in place of those of the call: what a schema made of them.
 */
export function composeArguments(
  { inputs, reserved, parameters: given }: Call,
  parameters: Readonly<Record<string, unknown>> | undefined = given,
): Record<string, unknown> {
  const args: Arguments = inputs === undefined ? { ...parameters } : { ...parameters, ...inputs };
  const { project, run, signal, context, event, events }: Arguments = reserved;
  if (context !== undefined) args.context = context;
  if (event !== undefined) args.event = args.events = event;
  else if (events !== undefined) args.events = events;
  if (signal !== undefined) args.signal = signal;
  else if ("signal" in args) delete args.signal;
  if (project !== undefined) args.project = project;
  else if ("project" in args) delete args.project;
  if (run !== undefined) args.run = run;
  else if ("run" in args) delete args.run;
  return args;
}

interface Arguments extends Record<string, unknown> {
  project?: unknown;
  run?: unknown;
  signal?: unknown;
  context?: unknown;
  event?: unknown;
  events?: unknown;
}
