import { memoryLogger } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { ActivityReports } from "../../src/embedded/activities/activity-reports.ts";
import { StandaloneActivities } from "../../src/embedded/activities/standalone-activities.ts";
import { checkStartRequest } from "../../src/embedded/activities/start-request.ts";
import { ServerCore } from "../../src/embedded/core.ts";
import { createServices } from "../../src/embedded/server/services.ts";
import type { Store, StoredActivity } from "../../src/embedded/store/store.ts";
import { MemoryVisibility } from "../../src/embedded/visibility/memory-visibility.ts";
import { create } from "@bufbuild/protobuf";
import { workflowservice } from "@millrace/protocol/temporal";
import { defaults, namespace } from "./support/activities.ts";
import { statusOf } from "./support/expect-status.ts";

/** A store that takes its time, until it is told. */
class SlowStore implements Store {
  readonly kept: StoredActivity[] = [];
  #waiting = Promise.withResolvers<void>();

  commit(_: readonly unknown[], activity?: StoredActivity): Promise<void> {
    if (activity !== undefined) this.kept.push(activity);
    return this.#waiting.promise;
  }

  sync(): void {
    this.#waiting.resolve();
    this.#waiting = Promise.withResolvers<void>();
  }

  fail(): void {
    this.#waiting.reject(new Error("the disk is full"));
    this.#waiting = Promise.withResolvers<void>();
  }
}

type Unary = (request: object, context?: unknown) => Promise<Record<string, unknown>>;

/** WorkflowService as clients have it. */
function serviceOf(core: ServerCore): Readonly<Record<string, Unary>> {
  const [workflow] = createServices(core);
  return workflow?.handlers as never;
}

function bench() {
  const store = new SlowStore();
  const logger = memoryLogger();
  const core = new ServerCore({ store, visibility: new MemoryVisibility(), options: { logger } });
  const { id } = core.namespaces.add(namespace);
  const activities = new StandaloneActivities(core);
  const start = () => {
    const request = create(workflowservice.StartActivityExecutionRequestSchema, defaults("a"));
    return activities.start(checkStartRequest(core, request));
  };
  const poller = { identity: "worker", workerInstanceKey: "", signal: new AbortController().signal };
  const poll = () => core.queues.activity(id, "q").poll(poller, 60_000);
  const listed = () => core.visibility.count({ kind: "activity", namespace, query: "" }).count;
  return { store, core, activities, start, poll, listed, logger, [Symbol.dispose]: () => core.close() };
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("[SRV-35] an activity that is not kept yet is in no list, in no queue, and its start has no answer", async () => {
  using on = bench();
  let answered = false;
  const starting = on.start().then(() => (answered = true));
  const polling = on.poll();
  await settled();
  expect([answered, on.listed(), on.store.kept.length]).toEqual([false, 0, 1]);
  on.store.sync();
  await starting;
  await settled();
  // The worker gets its task when it is kept that it has it.
  expect([on.listed(), on.store.kept.map(({ state }) => state?.status)]).toEqual([1, ["scheduled", "started"]]);
  on.store.sync();
  expect((await polling)?.activityId).toBe("a");
});

test("[SRV-35] one transition is kept at once, and so is that an activity is forgotten", async () => {
  using on = bench();
  const starting = on.start();
  on.store.sync();
  const { activity } = await starting;
  const completing = new ActivityReports(on.core, on.activities).complete({ activity }, "me", undefined);
  on.store.sync();
  await completing;
  const removing = on.activities.remove(activity);
  on.store.sync();
  await removing;
  expect(on.store.kept.map(({ state }) => state?.status)).toEqual(["scheduled", "completed", undefined]);
  expect(on.listed()).toBe(0);
});

test("[SRV-35] what a call has seen before it was stored is told when it is", async () => {
  using on = bench();
  const service = serviceOf(on.core);
  const message = (id: string) => create(workflowservice.StartActivityExecutionRequestSchema, defaults(id));
  const describing = create(workflowservice.DescribeActivityExecutionRequestSchema, { namespace, activityId: "a" });
  const told: string[] = [];
  const call = (name: string, request: object): Promise<unknown> =>
    (service[name] as Unary)(request).then(
      () => told.push(name),
      (error: unknown) => told.push(`${name}: ${String(error)}`),
    );
  const calls = [call("startActivityExecution", message("a"))];
  await settled();
  calls.push(call("describeActivityExecution", describing));
  // Also an error may be about what nobody knows yet.
  calls.push(call("startActivityExecution", { ...message("a"), requestId: "other" }));
  await settled();
  expect(told).toEqual([]);
  on.store.sync();
  await Promise.all(calls);
  expect(told).toEqual(expect.arrayContaining(["startActivityExecution", "describeActivityExecution"]));
  expect(told.find((line) => line.includes("already"))).toBeDefined();
});

test("[SRV-35] what a call has seen is told by nobody if the store loses it", async () => {
  using on = bench();
  const service = serviceOf(on.core);
  const starting = on.start();
  starting.catch(() => undefined);
  await settled();
  const request = create(workflowservice.DescribeActivityExecutionRequestSchema, { namespace, activityId: "a" });
  const describe = async () => (await statusOf(() => service["describeActivityExecution"]?.(request))).code;
  const early = describe();
  on.store.fail();
  expect([await early, await describe()]).toEqual(["Unavailable", "Unavailable"]);
});

test("[SRV-35] when the store loses a transition, the server closes, and nobody is told that it happened", async () => {
  using on = bench();
  const starting = statusOf(() => on.start());
  on.store.fail();
  expect((await starting).code).toBe("Unavailable");
  expect([on.core.closing.aborted, on.listed()]).toEqual([true, 0]);
  expect(on.logger.records.map(({ level }) => level)).toEqual(["error"]);
  expect((await statusOf(() => on.start())).code).toBe("Unavailable");
});
