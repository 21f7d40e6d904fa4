import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { silentLogger } from "@millrace/protocol";
import type { GrpcAddress } from "@millrace/protocol/grpc";
import { createUdfServer, type UdfServer, type UdfServerOptions } from "../../src/index.ts";
import { Engine } from "./engine.ts";

/** A server in a folder of its own, and an engine that is connected to it. */
export interface Served extends AsyncDisposable {
  readonly server: UdfServer;
  readonly directory: string;
  readonly address: GrpcAddress;
  readonly engine: Engine;
  /** What `run()` rejected with; `undefined` if the server ended well. */
  readonly outcome: Promise<unknown>;
}

export async function serve(options: UdfServerOptions): Promise<Served> {
  const directory = options.directory ?? (await mkdtemp(path.join(tmpdir(), "udf-")));
  const server = createUdfServer({ directory, logger: silentLogger, runtimeDirectory: directory, ...options });
  const outcome = server.run().then(
    () => undefined,
    (error: unknown) => error,
  );
  const [endpoint] = await server.start();
  if (endpoint === undefined) throw new Error("the server listens nowhere");
  const engine = new Engine(endpoint.address);
  const dispose = async (): Promise<void> => {
    engine.close();
    await server.close({ graceMs: 0 });
    await rm(directory, { recursive: true, force: true });
  };
  return { server, directory, address: endpoint.address, engine, outcome, [Symbol.asyncDispose]: dispose };
}
