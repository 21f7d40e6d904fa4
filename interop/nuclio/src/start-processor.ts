import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { nuclioFunctionYaml, type HttpTrigger, type NuclioTrigger } from "@millrace/function-runtime/nuclio";
import { freePort } from "@millrace/protocol/testing";
import { must, startProcess, type EngineProcess } from "@millrace/tooling-engines";
import { processorBinary } from "./processor-binary.ts";
import type { Wrapper } from "./wrappers.ts";

export interface ProcessorOptions {
  readonly wrapper: Wrapper;
  /** A file of the folder with the function, and the export: `["classic.cjs", "handler"]`. */
  readonly handler: readonly [file: string, name: string];
  /** Default this package's functions. */
  readonly folder?: string;
  readonly eventTimeoutMs?: number;
  /** What the http trigger has beside its address on the loopback. */
  readonly http?: Omit<HttpTrigger, "kind" | "url">;
  readonly triggers?: Readonly<Record<string, NuclioTrigger>>;
  /** Added to the processor's environment, which wrappers inherit. */
  readonly env?: Readonly<Record<string, string>>;
}

/** A processor that takes requests. Disposing kills it and waits until its wrappers are gone too. */
export interface RunningProcessor extends AsyncDisposable {
  /** `http://127.0.0.1:18451` */
  readonly url: string;
  readonly pid: number;
  readonly ended: EngineProcess["ended"];
  /** What processor and wrappers printed. */
  output(): string;
  alive(): boolean;
  /** Of the wrappers that run now. */
  wrapperPids(): Promise<readonly number[]>;
  /** SIGTERM, to the processor alone; its exit code. */
  stop(): Promise<number | NodeJS.Signals>;
}

/** One that may not be ready yet. */
export interface LaunchedProcessor extends RunningProcessor {
  /** @throws if it ends before it is ready, with what it printed */
  ready(): Promise<void>;
}

export const functions: string = fileURLToPath(new URL("../functions", import.meta.url));
/** What is written is for runtime nodejs; the python runtime differs in these two lines. */
const placeholder = "main.ts:handler";
const maxBodyBytes = 128 * 1024 * 1024;

/**
 * Starts Nuclio's processor with a function and waits until it is ready.
 *
 * @throws if it ends before it is, with what it printed
 */
export const startProcessor = async (options: ProcessorOptions): Promise<RunningProcessor> => {
  const processor = await launchProcessor(options);
  try {
    await processor.ready();
    return processor;
  } catch (error) {
    await processor[Symbol.asyncDispose]();
    throw error;
  }
};

/** The same, without waiting. */
export const launchProcessor = async (options: ProcessorOptions): Promise<LaunchedProcessor> => {
  const { wrapper, folder = functions } = options;
  const binary = await processorBinary();
  const scratch = await mkdtemp(join(tmpdir(), "millrace-nuclio-"));
  const ports = { http: await freePort(), admin: await freePort(), health: await freePort() };
  const config = await writeConfiguration(options, scratch, ports);
  const env = { ...(await wrapper.environment(folder, scratch)), ...options.env };
  const running = startProcess(binary, ["-config", config.function, "-platform-config", config.platform], { env });
  const pid = running.child.pid ?? -1;
  const alive = (): boolean => running.child.exitCode === null && running.child.signalCode === null;
  let known: readonly number[] = [];
  const wrapperPids = async (): Promise<readonly number[]> => (known = await childrenOf(pid));

  const ready = async (): Promise<void> => {
    for (;;) {
      const answer = await fetch(`http://127.0.0.1:${ports.health}/ready`).catch(() => undefined);
      if (answer?.status === 200) break;
      if (!alive()) throw new Error(`the processor ended before it was ready:\n${running.output().slice(-3000)}`);
      await sleep(50);
    }
    await wrapperPids();
  };

  return {
    url: `http://127.0.0.1:${ports.http}`,
    pid,
    ended: running.ended,
    output: () => running.output(),
    alive,
    ready,
    wrapperPids,
    stop: () => {
      process.kill(pid, "SIGTERM");
      return running.ended;
    },
    async [Symbol.asyncDispose]() {
      if (alive()) await wrapperPids();
      await running[Symbol.asyncDispose]();
      for (const left of await remaining(known)) process.kill(left, "SIGKILL");
      // The processor leaves its sockets behind, in /tmp wherever temporary files are.
      const sockets = new Set(running.output().match(/\/tmp\/nuclio-rpc-\w+\.sock/g));
      await Promise.all([...sockets].map((socket) => rm(socket, { force: true })));
      await rm(scratch, { recursive: true });
    },
  };
};

const writeConfiguration = async (
  { wrapper, handler, eventTimeoutMs, http, triggers }: ProcessorOptions,
  scratch: string,
  ports: { readonly http: number; readonly admin: number; readonly health: number },
): Promise<{ readonly function: string; readonly platform: string }> => {
  const url = `127.0.0.1:${ports.http}`;
  const text = nuclioFunctionYaml({
    name: "judge",
    handler: placeholder,
    ...(eventTimeoutMs === undefined ? {} : { eventTimeoutMs }),
    triggers: { http: { kind: "http", url, maxBodyBytes, workers: 1, ...http }, ...triggers },
  });
  const [file, name] = handler;
  const own = text
    .replace('runtime: "nodejs"', `runtime: "${wrapper.runtime}"`)
    .replace(`handler: "${placeholder}"`, `handler: "${wrapper.handler(file, name)}"`);
  const platform = {
    webAdmin: { enabled: true, listenAddress: `127.0.0.1:${ports.admin}` },
    healthCheck: { enabled: true, listenAddress: `127.0.0.1:${ports.health}` },
  };
  const paths = { function: join(scratch, "function.yaml"), platform: join(scratch, "platform.yaml") };
  await writeFile(paths.function, own);
  await writeFile(paths.platform, JSON.stringify(platform));
  return paths;
};

/** Processes that were not waited for yet are over all the same. */
const isOver = (state: string): boolean => state.startsWith("Z");

const processes = async (): Promise<readonly { readonly pid: number; readonly parent: number }[]> => {
  const lines = (await must("ps", ["-A", "-o", "pid=,ppid=,stat="])).trim().split("\n");
  const rows = lines.map((line) => line.trim().split(/\s+/)).filter(([, , state = ""]) => !isOver(state));
  return rows.map(([pid, parent]) => ({ pid: Number(pid), parent: Number(parent) }));
};

const childrenOf = async (pid: number): Promise<readonly number[]> =>
  (await processes()).filter(({ parent }) => parent === pid).map((child) => child.pid);

/** Waits for wrappers to end by themselves, and gives those that do not. */
export const remaining = async (pids: readonly number[], limitMs = 5000): Promise<readonly number[]> => {
  const deadline = performance.now() + limitMs;
  for (;;) {
    const running = new Set((await processes()).map(({ pid }) => pid));
    const left = pids.filter((pid) => running.has(pid));
    if (left.length === 0 || performance.now() > deadline) return left;
    await sleep(20);
  }
};
