import { fileURLToPath } from "node:url";
import { cpuSecondsOf, type Measurement } from "@millrace/tooling-bench";
import { must } from "@millrace/tooling-engines";
import type { Bundles } from "./bundles.ts";
import { connections, type LoadCase, type Scale } from "./cases.ts";
import { commandOf } from "./contenders.ts";
import { body, freePort, startServer } from "./start-server.ts";

interface Report {
  readonly answers: number;
  readonly seconds: number;
}

const child = fileURLToPath(new URL("load-child.ts", import.meta.url));

/** Requests a second of a server alone, and the CPU time of one; every answer is checked. */
export const measureLoad = async (
  bundles: Bundles,
  of: LoadCase,
  contender: string,
  { warmUpS, loadS }: Scale,
): Promise<Measurement> => {
  const port = await freePort();
  await using server = await startServer(commandOf(bundles, contender, of.isValidated, port), port);
  const load = async (seconds: number): Promise<Report> => {
    const expected = JSON.stringify({ hello: of.method === "GET" ? "world" : "Ada Lovelace" });
    const order = JSON.stringify({ port, connections, seconds, request: requestOf(of.method, port), expected });
    return JSON.parse(await must(process.execPath, [child, order])) as Report;
  };
  await load(warmUpS);
  const pid = server.process.child.pid ?? 0;
  const before = await cpuSecondsOf(pid);
  const { answers, seconds } = await load(loadS);
  const cpu = (await cpuSecondsOf(pid)) - before;
  return { "req/s": answers / seconds, "server cpu": (cpu * 1e6) / answers };
};

const requestOf = (method: LoadCase["method"], port: number): string => {
  const head = [`${method} / HTTP/1.1`, `host: 127.0.0.1:${port}`];
  if (method === "GET") return `${head.join("\r\n")}\r\n\r\n`;
  const entity = ["content-type: application/json", `content-length: ${Buffer.byteLength(body)}`];
  return `${[...head, ...entity].join("\r\n")}\r\n\r\n${body}`;
};
