import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { parseArgs } from "node:util";
import { consoleLogger } from "@millrace/protocol";
import type { LoadedFunction, Output } from "../../compose/call.ts";
import { createContext } from "../../compose/create-context.ts";
import { execute, initialise } from "../../compose/execute.ts";
import { writeParquet } from "../../data/parquet.ts";
import { toColumns } from "../../data/table.ts";
import type { JsonObject, JsonValue } from "../../entity.ts";
import { FunctionError } from "../../errors.ts";

/**
 * Runs the function once: `--parameters JSON`, `--init-parameters JSON`, and `--outputs FOLDER` for the files that it
 * returns (default: a folder for temporary files). What it gave is one line of JSON on standard output:
 * `{ "results": { name: value }, "outputs": { name: file } }`.
 *
 * @returns the exit code: 0, or 1 when the function failed.
 */
export async function runImageJob(loaded: LoadedFunction, args: readonly string[]): Promise<number> {
  const stop = new AbortController();
  const onSignal = (): void => stop.abort();
  process.once("SIGTERM", onSignal);
  process.once("SIGINT", onSignal);
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { parameters: json, "init-parameters": json, outputs: { type: "string" } },
    });
    const context = createContext({ logger: consoleLogger() });
    await initialise(loaded, context, objectOf(values["init-parameters"], "--init-parameters"));
    const parameters = objectOf(values.parameters, "--parameters");
    const { outputs } = await execute(loaded, { parameters, reserved: { signal: stop.signal, context } });
    const folder = values.outputs ?? path.join(tmpdir(), "outputs");
    await print(process.stdout, JSON.stringify(await keep(outputs, folder)));
    return 0;
  } catch (error) {
    await print(process.stderr, error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 1;
  } finally {
    process.off("SIGTERM", onSignal);
    process.off("SIGINT", onSignal);
  }
}

/** Resolves when the text has left this process. */
const print = (stream: NodeJS.WriteStream, text: string): Promise<void> =>
  new Promise((resolve) => {
    stream.write(`${text}\n`, () => resolve());
  });

const json = { type: "string", default: "{}" } as const;

function objectOf(text: string, option: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as JsonObject;
  } catch {
    // Said below, as for any other text that is no object.
  }
  throw new FunctionError("FUNCTION_INVALID_BUILD", `${option} takes a JSON object, not ${text.slice(0, 40)}`);
}

async function keep(outputs: readonly Output[], folder: string) {
  const results: Record<string, JsonValue> = {};
  const files: Record<string, string> = {};
  for (const output of outputs) {
    if (output.as === "result") results[output.name] = output.value;
    else files[output.name] = await write(output, folder);
  }
  return { results, outputs: files };
}

async function write(output: Exclude<Output, { as: "result" }>, folder: string): Promise<string> {
  if (output.as === "entity") {
    const why = `output '${output.name}' is an entity, and an image that runs by itself has no project to keep it in`;
    throw new FunctionError("FUNCTION_INVALID_OUTPUT", why);
  }
  const name = output.as === "dataitem" ? `${output.name}.parquet` : output.fileName;
  const file = path.join(folder, path.basename(name));
  await mkdir(folder, { recursive: true });
  if (output.as === "dataitem") await writeFile(file, await writeParquet(toColumns(output.table)));
  else if (output.content instanceof Uint8Array) await writeFile(file, output.content);
  else await pipeline(Readable.from(output.content), createWriteStream(file));
  return file;
}
