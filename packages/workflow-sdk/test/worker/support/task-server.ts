import { create, type Message, type MessageInitShape } from "@bufbuild/protobuf";
import { Code, ConnectError, type HandlerContext } from "@connectrpc/connect";
import { silentLogger } from "@millrace/protocol";
import type { Payload } from "@millrace/protocol/payload";
import { workflowservice, type failure } from "@millrace/protocol/temporal";
import { DataConverter, type WorkerClient, type WorkerOptions } from "../../../src/index.ts";
import { lazyConnection } from "../../../src/remote/connection/connection.ts";
import { Worker } from "../../../src/worker.ts";
import { scriptedServer, type Handlers, type ScriptedServer } from "../../client/support/scripted-server.ts";

type PollResponse = Exclude<MessageInitShape<typeof workflowservice.PollActivityTaskQueueResponseSchema>, Message>;

/** How an attempt ended, as its report told. */
export type Report =
  | { readonly kind: "completed"; readonly result: readonly unknown[] }
  | { readonly kind: "failed"; readonly failure: failure.Failure; readonly lastHeartbeat: readonly unknown[] }
  | { readonly kind: "cancelled"; readonly details: readonly unknown[] };

export interface Scheduled {
  readonly token: string;
  /** Resolves with the first report; later ones are answered by NOT_FOUND. */
  readonly report: Promise<Report>;
  /** Tasks that were given out for it. */
  readonly given: number;
  /** The server forgets the attempt, as if it had timed out. */
  forget(): void;
  /** Gives it out again, as after a timeout of the attempt. */
  giveAgain(): void;
}

/** A server that hands out the activities that a test schedules, and records what it is told. */
export interface TaskServer extends ScriptedServer {
  readonly client: WorkerClient;
  readonly openPolls: number;
  /** Resolves when so many polls are open. */
  polls(count: number): Promise<void>;
  schedule(type: string, args?: readonly unknown[], task?: PollResponse): Promise<Scheduled>;
  /** What heartbeats told, in their order. */
  heartbeats(): Promise<readonly (readonly unknown[])[]>;
  /** Resolves when so many heartbeats have come. */
  heartbeatCount(count: number): Promise<void>;
}

export interface TaskServerOptions {
  readonly handlers?: Handlers;
  readonly dataConverter?: DataConverter;
  /** Whether polls of a worker that says goodbye are answered. Default true. */
  readonly answersLastPolls?: boolean;
  readonly blobLimitBytes?: number;
  /** When a connection gets this old, the worker is asked to open another one. */
  readonly maxConnectionAgeMs?: number;
  /** Where the worker connects instead, such as a proxy before the server. */
  readonly via?: (server: ScriptedServer) => Promise<string>;
}

class Entry implements Scheduled {
  readonly token: string;
  readonly task: workflowservice.PollActivityTaskQueueResponse;
  readonly #reported = Promise.withResolvers<Report>();
  given = 0;
  open = true;
  readonly giveAgain: () => void;

  constructor(token: string, task: workflowservice.PollActivityTaskQueueResponse, giveAgain: (entry: Entry) => void) {
    this.token = token;
    this.task = task;
    this.giveAgain = () => giveAgain(this);
  }

  get report(): Promise<Report> {
    return this.#reported.promise;
  }

  forget(): void {
    this.open = false;
  }

  end(report: Report): void {
    this.open = false;
    this.#reported.resolve(report);
  }
}

const namespace = "default";
export const taskQueue = "work";

export async function taskServer(options: TaskServerOptions = {}): Promise<TaskServer> {
  const { dataConverter = DataConverter.default, answersLastPolls = true, blobLimitBytes = 0 } = options;
  const entries = new Map<string, Entry>();
  const queue: Entry[] = [];
  let scheduled = 0;
  const polls = new Set<(entry: Entry | undefined) => void>();
  const watchers = new Set<() => void>();
  const tell = (): void => watchers.forEach((watch) => watch());
  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const watch = (): void => {
        if (!holds()) return;
        watchers.delete(watch);
        resolve();
      };
      watchers.add(watch);
      watch();
    });

  const give = (entry: Entry): void => {
    const [poll] = polls;
    if (poll === undefined) queue.push(entry);
    else poll(entry);
  };
  const poll = (_: unknown, { signal }: HandlerContext): Promise<workflowservice.PollActivityTaskQueueResponse> =>
    new Promise((resolve, reject) => {
      const answer = (entry: Entry | undefined): void => {
        polls.delete(answer);
        tell();
        if (entry === undefined) return resolve(create(workflowservice.PollActivityTaskQueueResponseSchema));
        entry.given++;
        resolve(entry.task);
      };
      const next = queue.shift();
      if (next !== undefined) return answer(next);
      polls.add(answer);
      tell();
      signal.addEventListener("abort", () => {
        polls.delete(answer);
        tell();
        reject(signal.reason);
      });
    });
  const entryOf = (token: Uint8Array): Entry => {
    const entry = entries.get(new TextDecoder().decode(token));
    if (entry?.open) return entry;
    throw new ConnectError("invalid activityID or activity already timed out", Code.NotFound);
  };
  const valuesOf = async (payloads: readonly Payload[] | undefined): Promise<readonly unknown[]> =>
    dataConverter.fromPayloads(payloads ?? []);

  const handlers: Handlers = {
    describeNamespace: () => ({
      namespaceInfo: {
        name: namespace,
        capabilities: { workerPollCompleteOnShutdown: answersLastPolls },
        limits: { blobSizeLimitError: BigInt(blobLimitBytes) },
      },
    }),
    pollActivityTaskQueue: poll,
    respondActivityTaskCompleted: async ({ taskToken, result }) => {
      const entry = entryOf(taskToken);
      entry.end({ kind: "completed", result: await valuesOf(result?.payloads) });
      return {};
    },
    respondActivityTaskFailed: async ({ taskToken, failure, lastHeartbeatDetails }) => {
      const entry = entryOf(taskToken);
      const lastHeartbeat = await valuesOf(lastHeartbeatDetails?.payloads);
      entry.end({ kind: "failed", failure: failure as failure.Failure, lastHeartbeat });
      return {};
    },
    respondActivityTaskCanceled: async ({ taskToken, details }) => {
      const entry = entryOf(taskToken);
      entry.end({ kind: "cancelled", details: await valuesOf(details?.payloads) });
      return {};
    },
    recordActivityTaskHeartbeat: ({ taskToken }) => {
      entryOf(taskToken);
      return {};
    },
    shutdownWorker: () => {
      if (answersLastPolls) for (const answer of polls) answer(undefined);
      return {};
    },
    ...options.handlers,
  };
  const recorded = handlers.recordActivityTaskHeartbeat as (...args: unknown[]) => unknown;
  let beats = 0;
  const watched: Handlers = {
    ...handlers,
    recordActivityTaskHeartbeat: (async (...args: unknown[]) => {
      beats++;
      tell();
      return recorded(...args);
    }) as never,
  };
  const { maxConnectionAgeMs } = options;
  const server = await scriptedServer(watched, maxConnectionAgeMs === undefined ? {} : { maxConnectionAgeMs });
  const connection = lazyConnection((await options.via?.(server)) ?? server.address);

  return {
    ...server,
    client: { connection, namespace, dataConverter },
    get openPolls() {
      return polls.size;
    },
    polls: (count) => until(() => polls.size === count),
    async schedule(type, args = [], task = {}) {
      const number = ++scheduled;
      const token = `token-${number}`;
      const entry = new Entry(
        token,
        create(workflowservice.PollActivityTaskQueueResponseSchema, {
          taskToken: new TextEncoder().encode(token),
          activityId: `id-${number}`,
          activityType: { name: type },
          attempt: 1,
          activityRunId: "run",
          input: { payloads: (await dataConverter.toPayloads(args)) as never },
          startToCloseTimeout: { seconds: 60n, nanos: 0 },
          ...task,
        }),
        give,
      );
      entries.set(token, entry);
      give(entry);
      return entry;
    },
    heartbeats: async () =>
      Promise.all(
        server
          .requests<workflowservice.RecordActivityTaskHeartbeatRequest>("recordActivityTaskHeartbeat")
          .map(({ details }) => valuesOf(details?.payloads)),
      ),
    heartbeatCount: (count) => until(() => beats >= count),
    async [Symbol.asyncDispose]() {
      await connection.close();
      await server[Symbol.asyncDispose]();
    },
  };
}

/** A worker that polls already, with little in hand. */
export function startWorker(
  server: TaskServer,
  options: Partial<WorkerOptions> & Pick<WorkerOptions, "activities">,
): Promise<Worker> {
  return new Worker(server.client, { taskQueue, pollers: 1, graceMs: 0, logger: silentLogger, ...options }).start();
}
