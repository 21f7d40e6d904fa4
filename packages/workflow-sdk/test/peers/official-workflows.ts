// Workflows of the official SDK. They are bundled by its worker, which is a process of its own.
import {
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  executeChild,
  isCancellation,
  patched,
  proxyActivities,
  proxyLocalActivities,
  type QueryDefinition,
  setHandler,
  type SignalDefinition,
  sleep,
  startChild,
  upsertMemo,
  workflowInfo,
} from "@temporalio/workflow";
import type { UpdateDefinition } from "@temporalio/common";
import type { OfficialActivities } from "./official-activities.ts";

const patience = { startToCloseTimeout: "20s", retry: { initialInterval: "50ms" } } as const;
const { greet, flaky } = proxyActivities<OfficialActivities>(patience);
const { beat } = proxyActivities<OfficialActivities>({
  ...patience,
  heartbeatTimeout: "10s",
  cancellationType: "WAIT_CANCELLATION_COMPLETED",
});
const local = proxyLocalActivities<OfficialActivities>({ startToCloseTimeout: "20s" });

export const addSignal: SignalDefinition<[string]> = defineSignal<[string]>("add");
export const namesQuery: QueryDefinition<readonly string[]> = defineQuery<readonly string[]>("names");
export const renameUpdate: UpdateDefinition<string, [string]> = defineUpdate<string, [string]>("rename");

/** By the worker's own queue, which the server may give at once. */
export const greets = async (name: string): Promise<string> => greet(name);

/** By another queue, which has to be polled. */
export const greetsElsewhere = async (taskQueue: string, name: string): Promise<string> =>
  proxyActivities<OfficialActivities>({ ...patience, taskQueue }).greet(name);

export const triesAgain = async (): Promise<number> => flaky();

/** Collects names until there are two, and waits a little. */
export const collects = async (): Promise<readonly string[]> => {
  const names: string[] = [];
  setHandler(addSignal, (name) => void names.push(name));
  setHandler(namesQuery, () => names);
  setHandler(renameUpdate, (name) => {
    const before = names.splice(0, 1, name)[0];
    return before ?? "";
  });
  await condition(() => names.length >= 2);
  await sleep(100);
  return names;
};

export const child = async (name: string): Promise<string> => {
  if (name === "bad") throw ApplicationFailure.nonRetryable("a bad child", "BadChild", { name });
  return greet(name);
};

export const parent = async (): Promise<readonly string[]> => {
  const first = await executeChild(child, { args: ["child"] });
  const failure = await executeChild(child, { args: ["bad"] }).catch((error: Error) => error.cause);
  const collecting = await startChild(collects);
  await collecting.signal(addSignal, "from the parent");
  await collecting.signal(addSignal, "again");
  return [first, String((failure as Error).message), ...(await collecting.result())];
};

/** Waits for its cancellation, cleans up, and ends as cancelled. */
export const cancellable = async (): Promise<void> => {
  try {
    await sleep("1 hour");
  } catch (error) {
    if (isCancellation(error)) await CancellationScope.nonCancellable(() => greet("cleaned up"));
    throw error;
  }
};

/** Cancels an activity that runs. */
export const cancelsActivity = async (): Promise<string> => {
  const started = { seen: false };
  setHandler(addSignal, () => void (started.seen = true));
  const scope = new CancellationScope();
  const beating = scope.run(() => beat());
  await condition(() => started.seen);
  scope.cancel();
  return beating.then(
    () => "completed",
    (error: unknown) => (isCancellation(error) ? "cancelled" : `failed: ${String(error)}`),
  );
};

/** Fails in its first run. */
export const failsOnce = async (): Promise<number> => {
  const { attempt } = workflowInfo();
  if (attempt === 1) throw ApplicationFailure.retryable("the first attempt");
  return attempt;
};

export const counts = async (from: number): Promise<number> => {
  if (from < 3) await continueAsNew<typeof counts>(from + 1);
  return from;
};

/** What is written down as markers and memo. */
export const remembers = async (): Promise<string> => {
  const change = patched("a change") ? "patched" : "old";
  upsertMemo({ change });
  return `${change}, ${await local.greet("local")}`;
};

/** Gives a value to an activity of another queue, and gives back what that answers. */
export const relays = async (taskQueue: string, activity: string, value: unknown): Promise<unknown> => {
  const activities = proxyActivities<Record<string, (value: unknown) => Promise<unknown>>>({
    startToCloseTimeout: "30s",
    retry: { maximumAttempts: 1 },
    taskQueue,
  });
  return activities[activity]?.(value);
};
