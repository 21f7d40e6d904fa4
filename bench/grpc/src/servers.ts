import { fileURLToPath } from "node:url";
import type { LoadedServer } from "@millrace/tooling-bench";
import { goProgram } from "@millrace/tooling-engines";

const node = (name: string): LoadedServer => ({
  command: process.execPath,
  args: ["--conditions=@millrace/source", fileURLToPath(new URL(`servers/${name}.ts`, import.meta.url))],
});

const ours = "millrace";

/** Our server with pushed streams, with connect's handlers, and the peers. */
export const servers = async (): Promise<ReadonlyMap<string, LoadedServer>> =>
  new Map([
    [ours, node("ours")],
    ["millrace, connect handlers", node("ours-iterable")],
    ["@connectrpc/connect-node", node("connect-node")],
    ["@grpc/grpc-js", node("grpc-js")],
    ["grpc-go", { command: await goServer(), args: [] }],
  ]);

export const goServer = (): Promise<string> =>
  goProgram("millrace-bench-grpc-go", fileURLToPath(new URL("../go-server", import.meta.url)));
