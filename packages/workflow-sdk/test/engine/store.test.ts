import { Code } from "@connectrpc/connect";
import type { Logger } from "@millrace/protocol";
import { expect, test } from "vitest";
import type { Store, StoredChange } from "../../src/embedded/store/store.ts";
import { complete, timer, wire } from "./support/commands.ts";
import { TestEngine } from "./support/engine.ts";

/** A store that takes its time, until it is told. */
class SlowStore implements Store {
  readonly commits: (readonly StoredChange[])[] = [];
  #waiting = Promise.withResolvers<void>();

  commit(changes: readonly StoredChange[]): Promise<void> {
    this.commits.push(changes);
    return this.#waiting.promise;
  }

  /** All that was committed is safe. */
  sync(): void {
    this.#waiting.resolve();
    this.#waiting = Promise.withResolvers<void>();
  }

  fail(): void {
    this.#waiting.reject(new Error("the disk is full"));
    this.#waiting = Promise.withResolvers<void>();
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("[ENG-65] nobody sees what is not stored: no answer, no task, no event", async () => {
  const store = new SlowStore();
  using engine = new TestEngine({ store });
  let answered = false;
  const starting = engine.start("w").then(() => (answered = true));
  const polling = engine.call("pollWorkflowTaskQueue", { taskQueue: { name: "queue" } });
  await settled();
  expect([answered, store.commits.length]).toEqual([false, 1]);
  store.sync();
  await starting;
  await settled();
  expect(store.commits).toHaveLength(2);
  store.sync();
  expect((await polling).history?.events).toHaveLength(3);
});

test("[ENG-65] one transition is one commit, of all runs that it concerns", async () => {
  const commits: (readonly StoredChange[])[] = [];
  using engine = new TestEngine({
    store: {
      commit: (changes) => {
        commits.push(changes);
        return undefined;
      },
    },
  });
  await engine.start("w");
  await engine.turn([timer("t", 60), wire("continueAsNewWorkflowExecution", {})]);
  expect(commits.map((changes) => changes.map(({ events }) => events.length))).toEqual([[2], [1], [3, 2]]);
  const stored = commits.flat().filter(({ runId }) => runId === commits[0]?.[0]?.runId);
  expect(stored.flatMap(({ events }) => events.map(({ eventId }) => Number(eventId)))).toEqual([1, 2, 3, 4, 5, 6]);
});

test("[ENG-66] what cannot be carried out leaves no trace in the store", async () => {
  const commits: unknown[] = [];
  using engine = new TestEngine({
    store: {
      commit: (changes) => {
        commits.push(changes);
        return undefined;
      },
    },
  });
  await engine.start("w");
  await expect(engine.start("w", { requestId: "other" })).rejects.toMatchObject({ code: Code.AlreadyExists });
  await expect(engine.turn([complete(), complete()])).rejects.toMatchObject({ code: Code.InvalidArgument });
  expect(commits).toHaveLength(2);
});

test("[ENG-67] a server whose store loses something says so, and closes", async () => {
  const store = new SlowStore();
  const logged: string[] = [];
  const log = (_: unknown, message = ""): void => void logged.push(message);
  const logger = { trace: log, debug: log, info: log, warn: log, error: log } as unknown as Logger;
  using engine = new TestEngine({ store, logger });
  const starting = engine.start("w");
  starting.catch(() => undefined);
  await settled();
  store.fail();
  await expect(starting).rejects.toMatchObject({ code: Code.Unavailable });
  expect(logged).toEqual(["the store lost a transition; the server closes"]);
  await expect(engine.start("v")).rejects.toMatchObject({ code: Code.Unavailable });
});
