import { mkdtemp, rm } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { type EngineProcess, goProgram, must, startProcess } from "@millrace/tooling-engines";
import { cpuSecondsOf } from "./cpu-time.ts";

/** The Go program below `bench/load`, built on demand. */
export const loadClient = (): Promise<string> =>
  goProgram("millrace-load", fileURLToPath(new URL("../../../bench/load", import.meta.url)));

export interface Load {
  readonly kind: "map" | "sink" | "reduce" | "unary";
  /** The method's path. */
  readonly path: string;
  /** Size of a value. */
  readonly bytes: number;
  /** Messages in flight; of a sink, the size of a batch. */
  readonly inFlight: number;
  /** How many in the run that is timed. */
  readonly messages: number;
  /** How many in the run before it, whose answers are all checked. */
  readonly verified: number;
}

/** A server that is put under load: a command, whose last argument will be the path of the socket to listen on. */
export interface LoadedServer {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The name of its socket in the folder that is its last argument, for servers that choose it themselves. */
  readonly socketName?: string;
}

/** How long a run of the load may take. */
const limitMs = 30_000;

const answers = (path: string): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createConnection(path);
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
    socket.once("close", () => socket.destroy());
    socket.once("connect", () => socket.end());
  });

const waitForSocket = async (path: string, server: EngineProcess): Promise<void> => {
  const until = performance.now() + 20_000;
  while (!(await answers(path))) {
    if (performance.now() > until || server.child.exitCode !== null) {
      throw new Error(`the server does not listen on ${path}: ${server.output()}`);
    }
    await sleep(20);
  }
};

/**
 * Starts the server, checks its answers in a first run, and measures it in a second one.
 *
 * @returns `rate` in messages a second, and `server cpu` in microseconds a message
 */
export const measureServer = async (
  client: string,
  { command, args, env = {}, socketName }: LoadedServer,
  load: Load,
): Promise<{ rate: number; "server cpu": number }> => {
  const folder = await mkdtemp(join(tmpdir(), "bench-"));
  const socket = join(folder, socketName ?? "s.sock");
  try {
    await using server = startProcess(command, [...args, socketName === undefined ? socket : folder], { env });
    await waitForSocket(socket, server);
    const run = async (messages: number, more: readonly string[]): Promise<{ messages: number; seconds: number }> => {
      const { kind, path, bytes, inFlight } = load;
      const flags = { address: socket, path, bytes, window: inFlight, messages };
      const list = Object.entries(flags).flatMap(([name, value]) => [`-${name}`, String(value)]);
      return JSON.parse(await must(client, [kind, ...list, ...more], { timeoutMs: limitMs })) as never;
    };
    await run(load.verified, ["-verify"]);
    const pid = server.child.pid ?? 0;
    const before = await cpuSecondsOf(pid);
    const { messages, seconds } = await run(load.messages, []);
    const cpu = (await cpuSecondsOf(pid)) - before;
    return { rate: messages / seconds, "server cpu": (cpu * 1e6) / messages };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
