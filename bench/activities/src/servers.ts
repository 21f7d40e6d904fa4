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
  const process = startProcess(program, ["server", "start-dev", "--port", String(port), "--log-level", "error"]);
  await process.line(/^server /, 60_000);
  return serverOf(process, `127.0.0.1:${port}`);
};
