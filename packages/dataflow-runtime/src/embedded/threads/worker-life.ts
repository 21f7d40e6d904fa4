import { inspect } from "node:util";
import { Worker } from "node:worker_threads";
import type { NodeCommand } from "../../descriptor/plan.ts";
import type { NodeExit, NodeLife, NodeStart } from "../node-host.ts";
import { BellRope, createBell } from "./bell.ts";
import { createChannel, type ThreadPlace } from "./channel.ts";
import { EngineSide } from "./engine-side.ts";
import type { WorkerErrand, WorkerSetup } from "./messages.ts";
import { watchHeart } from "./heartbeat.ts";
import { forgetThread, poolTable } from "./pool.ts";
import { RoutedOutput } from "./routed-output.ts";
import type { StraightChannel } from "./straight-channel.ts";
import type { ThreadWorld } from "./thread-host.ts";
import { engineThread } from "./thread-numbers.ts";
import { workerEntry, workerFlags } from "./worker-entry.ts";
import { workerEnv } from "./worker-env.ts";

export type ScriptCommand = Extract<NodeCommand, { readonly kind: "script" }>;

/** One life of a node in a worker thread. */
export class WorkerLife implements NodeLife {
  readonly nodeId: string;
  readonly place: ThreadPlace;
  readonly ended: Promise<NodeExit>;
  /** Channels to and from other workers. */
  readonly channels: Set<StraightChannel> = new Set();
  readonly #start: NodeStart;
  readonly #world: ThreadWorld;
  readonly #worker: Worker | undefined;
  readonly #engine: EngineSide;
  /** What the engine's thread reads of this worker. */
  readonly #outputs: readonly RoutedOutput[];
  readonly #table: SharedArrayBuffer;
  readonly #stopWatching: () => void;
  #signal: "SIGTERM" | "SIGKILL" | undefined;
  #unhealthy: string | undefined;
  /** What it sent was not taken. */
  #refusal: { readonly cause: unknown } | undefined;

  constructor(start: NodeStart, world: ThreadWorld, command: ScriptCommand) {
    this.#start = start;
    this.#world = world;
    this.nodeId = start.plan.id;
    this.place = { thread: world.numbers.take(), bell: createBell() };
    const enginePlace = { thread: engineThread, bell: world.bellMemory };
    const outwards = createChannel(enginePlace, this.place);
    const inwards = createChannel(this.place, enginePlace);
    const { plan, link } = start;
    const outputs = [...plan.outputs.keys()]
      .map((id) => new RoutedOutput(id, world.edges.routedReaders(plan, id)))
      .filter(({ readers }) => readers.length > 0);
    for (const output of outputs) world.edges.follow(output);
    this.#outputs = outputs;
    this.#engine = new EngineSide({
      world,
      link,
      writing: outwards.writing,
      reading: inwards.reading,
      outputs,
      onRefused: (cause) => {
        this.#refusal ??= { cause };
        this.kill();
      },
    });
    const table = poolTable(world.numbers.count);
    world.tables.add(table);
    const setup: WorkerSetup = {
      config: link.config,
      script: command.script,
      ...(plan.healthCheckTimeoutMs === undefined ? {} : { healthCheckTimeoutMs: plan.healthCheckTimeoutMs }),
      thread: this.place.thread,
      threads: world.numbers.count,
      bell: this.place.bell,
      poolTable: table,
      poolBytes: world.poolBytes,
      poison: world.poison,
      writing: inwards.writing,
      reading: outwards.reading,
      routed: outputs.map(({ edge }) => edge),
    };
    this.#table = table;
    this.#stopWatching = watchHeart({
      link,
      bell: this.place.bell,
      timeoutMs: plan.healthCheckTimeoutMs,
      onSilent: (reason) => {
        this.#unhealthy ??= reason;
        this.kill();
      },
    });
    const worker = createWorker(setup, command, workerEnv(world.env, plan.env));
    this.#worker = worker instanceof Worker ? worker : undefined;
    this.ended = worker instanceof Worker ? this.#end(worker) : this.#notStarted(worker);
  }

  /** Hands over an end of a channel to another worker. */
  errand(errand: WorkerErrand): void {
    this.#engine.errand(errand, [errand.end.port]);
  }

  /** The writer of a channel is gone. */
  sourceGone(channel: number): void {
    this.#engine.tell({ op: "sourceGone", channel });
  }

  /** Wakes the worker to look at its channels. */
  ring(): void {
    new BellRope(this.place.bell).ring();
  }

  terminate(): void {
    this.#signal ??= "SIGTERM";
    void this.#worker?.terminate();
  }

  kill(): void {
    this.#signal ??= "SIGKILL";
    void this.#worker?.terminate();
  }

  async #notStarted({ cause }: NotStarted): Promise<NodeExit> {
    this.#giveBack();
    return { ok: false, error: `could not be started in a worker: ${textOf(cause)}`, cause };
  }

  async #end(worker: Worker): Promise<NodeExit> {
    const { output } = this.#start;
    const streams = (["stdout", "stderr"] as const).map(
      (name) =>
        new Promise<void>((resolve) => {
          worker[name].setEncoding("utf8").on("data", (text: string) => output(name, text));
          worker[name].once("close", resolve).once("end", resolve);
        }),
    );
    let cause: unknown;
    worker.once("error", (error: unknown) => {
      cause = error;
      // A process would write it itself.
      output("stderr", `${error instanceof Error ? (error.stack ?? error.message) : textOf(error)}\n`);
    });
    const code = await new Promise<number>((resolve) => worker.once("exit", resolve));
    await Promise.all(streams);
    this.#giveBack();
    if (this.#refusal !== undefined) {
      const refusal = this.#refusal.cause;
      return { ok: false, error: `sent what could not be taken: ${textOf(refusal)}`, cause: refusal };
    }
    if (this.#signal !== undefined && cause === undefined) {
      return { ok: false, error: this.#unhealthy ?? `was ended by ${this.#signal}`, signal: this.#signal };
    }
    if (code === 0 && cause === undefined) return { ok: true };
    const exitCode = code === 0 ? 1 : code;
    if (cause === undefined) return { ok: false, error: `exited with code ${exitCode}`, exitCode };
    return { ok: false, error: `exited with code ${exitCode}: ${textOf(cause)}`, exitCode, cause };
  }

  /** Nobody else waits for this thread, and what it held may be used again. */
  #giveBack(): void {
    const { numbers, tables, lives, edges } = this.#world;
    this.#stopWatching();
    this.#engine.end();
    for (const output of this.#outputs) edges.forget(output);
    for (const channel of this.channels) channel.end(this);
    for (const table of tables) forgetThread(table, this.place.thread, numbers.count);
    // Nobody takes from its pool any more; what others still read of it they keep.
    tables.delete(this.#table);
    numbers.giveBack(this.place.thread);
    lives.delete(this);
  }
}

interface NotStarted {
  readonly cause: unknown;
}

function createWorker(
  setup: WorkerSetup,
  { script, scriptArgs, runtimeArgs }: ScriptCommand,
  env: Readonly<Record<string, string>>,
): Worker | NotStarted {
  const execArgv = workerFlags(script, runtimeArgs);
  try {
    return new Worker(workerEntry, {
      workerData: setup,
      transferList: [setup.writing.port, setup.reading.port],
      argv: [...scriptArgs],
      env,
      stdout: true,
      stderr: true,
      name: setup.config.nodeId,
      ...(execArgv === undefined ? {} : { execArgv }),
    });
  } catch (cause) {
    return { cause };
  }
}

/** `TypeError: what was wrong`; a script may throw anything. */
const textOf = (thrown: unknown): string =>
  thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : inspect(thrown);
