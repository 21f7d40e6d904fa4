import { fileURLToPath } from "node:url";
import { freePort } from "@millrace/protocol/testing";
import { type EngineProcess, goProgram, startProcess } from "@millrace/tooling-engines";

/** Builds it, once in a quarter of an hour, or finds it in the cache. */
export const realServerProgram = (): Promise<string> =>
  goProgram("temporal-server", fileURLToPath(new URL("../server", import.meta.url)));

export interface RealServerOptions {
  /** Default: a free one. */
  readonly port?: number;
  /** The database's file. Default: in memory. */
  readonly file?: string;
}

/** A real server. Disposing kills it. */
export interface RealServer extends AsyncDisposable {
  readonly address: string;
  readonly process: EngineProcess;
}

/** Starts a real server and waits until it serves. */
export const startRealServer = async (program: string, options: RealServerOptions = {}): Promise<RealServer> => {
  const { port = await freePort(), file } = options;
  // One partition: tasks of a queue come in their order, as with a single poller.
  const partitions = ["matching.numTaskqueueReadPartitions=1", "matching.numTaskqueueWritePartitions=1"];
  const args = ["server", "start-dev", "--port", String(port), "--log-level", "error"];
  for (const value of partitions) args.push("--dynamic-config-value", value);
  if (file !== undefined) args.push("--db-filename", file);
  const process = startProcess(program, args);
  await process.line(/^server /, 60_000);
  return { address: `127.0.0.1:${port}`, process, [Symbol.asyncDispose]: () => process[Symbol.asyncDispose]() };
};
