import { fileURLToPath } from "node:url";
import { freePort } from "@millrace/protocol/testing";
import { type EngineProcess, goProgram, startProcess } from "@millrace/tooling-engines";

/** A server in a process of its own. Disposing kills it. */
export interface Server extends AsyncDisposable {
  readonly address: string;
}

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const serverOf = (process: EngineProcess, address: string): Server => ({
  address,
  [Symbol.asyncDispose]: () => process[Symbol.asyncDispose](),
});

/** Our server in memory, from its sources. */
export const startInMemory = async (): Promise<Server> => {
  const process = startProcess(globalThis.process.execPath, [
    "--conditions=@millrace/source",
    here("servers/in-memory.ts"),
  ]);
  const line = await process.line(/^server /);
  return serverOf(process, line.replace("server ", ""));
};

/**
 * Temporal's own server with its database in memory, the one that `npm run interop -- temporal` builds.
 *
 * @throws EngineError `ENGINE_TOOLCHAIN_MISSING` without Go
 */
export const startReal = async (): Promise<Server> => {
  const program = await goProgram("temporal-server", here("../../../interop/temporal/server"));
  const port = await freePort();
  // One partition: with several, some polls would wait where there is nothing.
  const partitions = ["matching.numTaskqueueReadPartitions=1", "matching.numTaskqueueWritePartitions=1"];
  const config = partitions.flatMap((value) => ["--dynamic-config-value", value]);
  const args = ["server", "start-dev", "--port", String(port), "--log-level", "error", ...config];
  const process = startProcess(program, args);
  await process.line(/^server /, 60_000);
  return serverOf(process, `127.0.0.1:${port}`);
};
