import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type EngineProcess, must, type Scenario, startProcess } from "@millrace/tooling-engines";
import type { Judge } from "./judges.ts";
import { casesOf, type Kind, kinds } from "./kinds.ts";

const program = fileURLToPath(new URL("server-main.ts", import.meta.url));

const start = (kind: Kind, face: string, where: string): EngineProcess =>
  startProcess(process.execPath, ["--conditions=@millrace/source", program, kind, face, where]);

/** The end of a server within so many milliseconds. */
const endOf = async (server: EngineProcess, limitMs = 10_000): Promise<number | NodeJS.Signals> => {
  const end = await Promise.race([server.ended, sleep(limitMs, undefined, { ref: false })]);
  if (end === undefined) throw new Error(`the server still runs after ${limitMs} ms: ${server.output()}`);
  return end;
};

/** A handler's error ends the server with an exit code; SIGTERM ends it well. Neither leaves a file. */
const checkEnd = async (server: EngineProcess, failed: boolean, folder: string): Promise<void> => {
  if (!failed) server.child.kill("SIGTERM");
  const end = await endOf(server);
  if (failed ? end === 0 : end !== 0) throw new Error(`the server ended with ${end}: ${server.output()}`);
  const left = await readdir(folder);
  if (left.length > 0) throw new Error(`the server left ${left.join(", ")}`);
};

const overSocket = (judge: Judge, kind: Kind, face: string, name: string): Scenario => ({
  name: `${judge.name} judges our ${kind}, ${face} names: ${name}`,
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), "millrace-udf-"));
    const socket = join(folder, "udf.sock");
    await using server = start(kind, face, socket);
    try {
      while (!(await readdir(folder)).includes("udf.sock")) {
        if (server.child.exitCode !== null) throw new Error(`the server ended: ${server.output()}`);
        await sleep(20);
      }
      const [command, ...args] = judge.client(kind, socket, name);
      await must(command, args, { timeoutMs: 90_000 });
      await checkEnd(server, name === "error", folder);
    } finally {
      await rm(folder, { recursive: true });
    }
  },
});

const overTcp = (judge: Judge, kind: Kind): Scenario => ({
  name: `${judge.name} judges our ${kind} over TCP: many`,
  run: async () => {
    await using server = start(kind, "modern", "0");
    const { port } = JSON.parse((await server.line(/^serving/)).replace("serving ", "")) as { port: number };
    const [command, ...args] = judge.client(kind, `127.0.0.1:${port}`, "many");
    await must(command, args, { timeoutMs: 90_000 });
  },
});

/** Clients that others made drive the servers that we made. */
export const ourServers = (judges: readonly Judge[]): readonly Scenario[] =>
  judges.flatMap((judge) =>
    kinds.flatMap((kind) => [
      ...["modern", "seed"].flatMap((face) => casesOf[kind].map((name) => overSocket(judge, kind, face, name))),
      overTcp(judge, kind),
    ]),
  );
