import { inspect } from "node:util";
import { handleProcessSignals } from "@millrace/protocol";
import { loadedOf } from "../../compose/loaded-of.ts";
import { portFromEnv } from "../../env.ts";
import { FunctionError } from "../../errors.ts";
import type { AnyFunction, AnyInit } from "../../handler.ts";
import { serveFunction } from "../http/serve-function.ts";

export interface ImageFunction {
  /** For messages: `main.ts:train`. */
  readonly name: string;
  readonly init?: unknown;
}

/**
 * What an image does when it is started: `serve [--host H] [--port N]` (and with nothing said), or `job`. The port is
 * the environment's `PORT` unless it is given.
 */
export async function runImage(call: unknown, image: ImageFunction): Promise<void> {
  try {
    await run(call, image);
  } catch (error) {
    // Node would print the bundle's line along with it, which is most of the bundle.
    process.stderr.write(`${inspect(error)}\n`);
    process.exit(1);
  }
}

async function run(call: unknown, { name, init }: ImageFunction): Promise<void> {
  const [mode = "serve", ...args] = process.argv.slice(2);
  const loaded = loadedOf(checked(call, name), name, init === undefined ? undefined : checkedInit(init, name));
  if (mode === "job") {
    // What only jobs need is read by jobs alone: a service starts the sooner.
    const { runImageJob } = await import("./image-job.ts");
    // A timer or connection that the function left open would keep its container running for ever.
    process.exit(await runImageJob(loaded, args));
  }
  if (mode !== "serve") {
    throw new FunctionError(
      "FUNCTION_INVALID_ACTION",
      `it can 'serve' (--host, --port) or run a 'job' (--parameters), not '${mode}'`,
    );
  }
  const host = valueOf(args, "--host");
  const given = valueOf(args, "--port");
  const port = given === undefined ? portFromEnv() : Number(given);
  const service = await serveFunction(loaded, {
    ...(host !== undefined && { host }),
    ...(port !== undefined && { port }),
  });
  handleProcessSignals(service);
  process.stdout.write(`${name} serves on ${service.url}\n`);
}

function valueOf(args: readonly string[], option: string): string | undefined {
  const index = args.indexOf(option);
  return index < 0 ? undefined : args[index + 1];
}

function checked(call: unknown, name: string): AnyFunction {
  if (typeof call === "function") return call as AnyFunction;
  throw new FunctionError("FUNCTION_INVALID_HANDLER", `${name} is not exported, or is no function`);
}

function checkedInit(init: unknown, name: string): AnyInit {
  if (typeof init === "function") return init as AnyInit;
  throw new FunctionError(
    "FUNCTION_INVALID_HANDLER",
    `the init function of ${name} is not exported, or is no function`,
  );
}
