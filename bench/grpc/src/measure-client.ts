import { fileURLToPath } from "node:url";
import type { Measurement } from "@millrace/tooling-bench";
import { must, startProcess } from "@millrace/tooling-engines";
import { clientCase } from "./cases.ts";
import { goServer } from "./servers.ts";

const programs: Readonly<Record<string, string>> = {
  millrace: "ours",
  "@connectrpc/connect-node": "connect-node",
  "@grpc/grpc-js": "grpc-js",
};

/** A client against grpc-go over TCP, each in a process of its own. */
export const measureClient = async (contender: string, calls: number): Promise<Measurement> => {
  await using server = startProcess(await goServer(), ["127.0.0.1:0"]);
  const port = /:(\d+)$/.exec(await server.line(/listening on/))?.[1] ?? "";
  const program = fileURLToPath(new URL(`clients/${programs[contender]}.ts`, import.meta.url));
  const args = ["--conditions=@millrace/source", program, port, clientCase.bytes, clientCase.inFlight, calls];
  return JSON.parse(await must(process.execPath, args.map(String), { timeoutMs: 60_000 })) as Measurement;
};
