/** The types of what clients take and give. `tsc` checks this file; nothing here runs. */
import { expectTypeOf } from "vitest";
import { Client, defineQuery, defineSignal, defineUpdate, type WorkflowHandle } from "../../src/index.ts";

async function order(_customer: string, _count?: number): Promise<{ readonly total: number }> {
  return { total: 1 };
}

async function sweep(): Promise<void> {
  return undefined;
}

const client = new Client("localhost");

export async function starts(): Promise<void> {
  // [SEED-8] arguments and result are those of the function
  const handle = await client.startWorkflow(order, { taskQueue: "q", args: ["Ada", 2] });
  expectTypeOf(handle).toEqualTypeOf<WorkflowHandle<typeof order>>();
  expectTypeOf(await handle.result()).toEqualTypeOf<{ readonly total: number }>();
  expectTypeOf(await client.executeWorkflow(order, { taskQueue: "q", args: ["Ada"] })).toEqualTypeOf<{
    readonly total: number;
  }>();
  expectTypeOf(await client.executeWorkflow(sweep, { taskQueue: "q" })).toEqualTypeOf<void>();

  // @ts-expect-error -- the arguments are missing
  await client.startWorkflow(order, { taskQueue: "q" });
  // @ts-expect-error -- an argument of another type
  await client.startWorkflow(order, { taskQueue: "q", args: [7] });
  // @ts-expect-error -- too many arguments
  await client.startWorkflow(sweep, { taskQueue: "q", args: [1] });
  // [SEED-9] there is no default task queue
  // @ts-expect-error -- the task queue is missing
  await client.startWorkflow(sweep, {});
  // @ts-expect-error -- there is no such option
  await client.startWorkflow(sweep, { taskQueue: "q", workflowId: "w" });

  // By name, with or without the type of a function that is elsewhere.
  const named = await client.startWorkflow("order", { taskQueue: "q", args: [1, "two", { three: 3 }] });
  expectTypeOf(await named.result()).toEqualTypeOf<unknown>();
  const typed = await client.startWorkflow<typeof order>("order", { taskQueue: "q", args: ["Ada"] });
  expectTypeOf(await typed.result()).toEqualTypeOf<{ readonly total: number }>();
  expectTypeOf(client.getWorkflowHandle<typeof order>("o-1")).toEqualTypeOf<WorkflowHandle<typeof order>>();

  const add = defineSignal<[string]>("add");
  await client.startWorkflow(sweep, { taskQueue: "q", startSignal: add, startSignalArgs: ["x"] });
  // @ts-expect-error -- a signal's argument of another type
  await client.startWorkflow(sweep, { taskQueue: "q", startSignal: add, startSignalArgs: [7] });
}

export async function talks(handle: WorkflowHandle): Promise<void> {
  const add = defineSignal<[string, number]>("add");
  const total = defineQuery<number, [string]>("total");
  const rename = defineUpdate<boolean, [string]>("rename");

  await handle.signal(add, "x", 1);
  await handle.signal("add", "anything", {});
  // @ts-expect-error -- an argument is missing
  await handle.signal(add, "x");

  expectTypeOf(await handle.query(total, "EUR")).toEqualTypeOf<number>();
  expectTypeOf(await handle.query("total")).toEqualTypeOf<unknown>();
  expectTypeOf(await handle.query<string>("total")).toEqualTypeOf<string>();
  // @ts-expect-error -- an argument of another type
  await handle.query(total, 7);

  expectTypeOf(await handle.executeUpdate(rename, { args: ["n"] })).toEqualTypeOf<boolean>();
  expectTypeOf(await (await handle.startUpdate(rename, { args: ["n"] })).result()).toEqualTypeOf<boolean>();
  // @ts-expect-error -- an argument of another type
  await handle.executeUpdate(rename, { args: [7] });
}

export async function jobs(): Promise<void> {
  const timeout = { taskQueue: "q", startToCloseTimeoutMs: 1 };
  const handle = await client.startActivity(order, { ...timeout, args: ["Ada"] });
  expectTypeOf(await handle.result()).toEqualTypeOf<{ readonly total: number }>();
  expectTypeOf(await client.executeActivity("order", { ...timeout, args: [1] })).toEqualTypeOf<unknown>();
  expectTypeOf(await client.getActivityHandle<typeof sweep>("a").result()).toEqualTypeOf<void>();
  // @ts-expect-error -- the arguments are missing
  await client.startActivity(order, timeout);

  const spec = { cronExpressions: ["@daily"] };
  await client.createSchedule("s", {
    spec,
    action: { type: "startWorkflow", workflowType: order, taskQueue: "q", args: ["Ada"] },
  });
  await client.createSchedule("s", {
    spec,
    // @ts-expect-error -- an argument of another type
    action: { type: "startWorkflow", workflowType: order, taskQueue: "q", args: [7] },
  });
  await client.getScheduleHandle("s").update(({ policies, ...current }) => {
    expectTypeOf(current.action.workflowType).toEqualTypeOf<string>();
    return { ...current, policies: { ...policies, overlap: "SKIP" } };
  });
}
