import { fileURLToPath } from "node:url";
import type { LoadedServer } from "@millrace/tooling-bench";
import { EngineError, goProgram, pythonWith, rustProgram } from "@millrace/tooling-engines";

export type Kind = "map" | "sink" | "reduce";

/** How a contender serves a kind. */
export type Contender = (kind: Kind) => LoadedServer;

const here = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const node =
  (name: string): Contender =>
  (kind) => ({
    command: process.execPath,
    args: ["--conditions=@millrace/source", here(`servers/${name}.ts`), kind],
  });

/** A server of an SDK, which is told its folder and names the socket itself. */
const sdk =
  (command: string, ...args: string[]): Contender =>
  (kind) => ({ command, args: [...args, kind], socketName: "udf.sock" });

const ours = "millrace";

/** The crate's servers take minutes to build and a toolchain that not everybody has. */
const rust = async (): Promise<readonly [string, Contender][]> => {
  try {
    return [["numaflow (crate)", sdk(await rustProgram("millrace-bench-stream-rust", here("../rust-server")))]];
  } catch (error) {
    if (!(error instanceof EngineError) || error.code !== "ENGINE_TOOLCHAIN_MISSING") throw error;
    process.stdout.write(`without the Rust crate: ${error.message}\n`);
    return [];
  }
};

/** Ours, and the peers. */
export const contenders = async (): Promise<ReadonlyMap<string, Contender>> =>
  new Map([
    [ours, node("ours")],
    ["@connectrpc/connect-node", node("connect-node")],
    ["@grpc/grpc-js", node("grpc-js")],
    ["pynumaflow", sdk(await pythonWith("pynumaflow", ["pynumaflow==0.14.0"]), here("../python-server/server.py"))],
    ["numaflow-go", sdk(await goProgram("millrace-bench-stream-go", here("../go-server")))],
    ...(await rust()),
  ]);
