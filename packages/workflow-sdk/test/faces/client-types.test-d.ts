/** The types that code of the official kind has in its signatures. `tsc` checks this file; nothing here runs. */
import { expectTypeOf } from "vitest";
import {
  Client,
  type ActivityArgs,
  type ActivityFunction,
  type ActivityInterface,
  type ActivityName,
  type ActivityOptions,
  type ActivityOptionsFor,
  type ActivityOptionsWithArgs,
  type ActivityResult,
  type AsyncCompletionClientOptions,
  type BaseWorkflowHandle,
  type BaseWorkflowOptions,
  type CommonWorkflowOptions,
  type GetActivityHandleOptions,
  type Payload,
  type ProtoFailure,
  type UntypedActivities,
  type WithWorkflowArgs,
  type Workflow,
  type WorkflowDurationOptions,
  type WorkflowHandle,
  type WorkflowOptions,
  type WorkflowQueryOptions,
  type WorkflowResultType,
  type WorkflowSignalOptions,
  type WorkflowSignalWithStartOptions,
  type WorkflowSignalWithStartOptionsWithArgs,
  type WorkflowSignalWithStartOptionsWithoutArgs,
  type WorkflowStartOptions,
  type WorkflowStartUpdateOutput,
} from "../../src/client-face.ts";

async function order(_customer: string, _count?: number): Promise<{ readonly total: number }> {
  return { total: 1 };
}
async function sweep(): Promise<void> {
  return undefined;
}

const client = new Client();
const base: BaseWorkflowOptions = { staticSummary: "s", memo: { a: 1 }, cronSchedule: "@daily" };
const times: WorkflowDurationOptions = { workflowRunTimeout: "1m", workflowTaskTimeout: 5000 };
const common: CommonWorkflowOptions = { ...base, ...times };
const options: WorkflowOptions = { ...common, workflowId: "w", taskQueue: "q" };

export async function workflows(): Promise<void> {
  expectTypeOf(await client.workflow.execute(order, { ...options, args: ["Ada"] })).toEqualTypeOf<{
    readonly total: number;
  }>();
  // @ts-expect-error -- the arguments are missing
  await client.workflow.start(order, options);
  // @ts-expect-error -- an argument of another type
  await client.workflow.start(order, { ...options, args: [7] });
  expectTypeOf<WorkflowStartOptions<typeof order>>().toEqualTypeOf<WithWorkflowArgs<typeof order, WorkflowOptions>>();
  expectTypeOf<WorkflowResultType<typeof sweep>>().toEqualTypeOf<void>();

  // Where only a name is known, nothing is checked.
  const named = await client.workflow.start("order", { ...options, args: [1, "two"] });
  expectTypeOf(named).toExtend<BaseWorkflowHandle<Workflow>>();
  expectTypeOf((await named.result()).total).toBeAny();
  const typed = client.workflow.getHandle<typeof order>("w");
  expectTypeOf(typed).toEqualTypeOf<WorkflowHandle<typeof order>>();
  expectTypeOf(await typed.result()).toEqualTypeOf<{ readonly total: number }>();

  const signal: WorkflowSignalOptions = { args: ["x"] };
  await typed.signalWithOptions("add", signal);
  const query: WorkflowQueryOptions = { args: ["x"] };
  expectTypeOf(await typed.queryWithOptions<number>("total", query)).toEqualTypeOf<number>();
}

export async function signals(): Promise<void> {
  type WithArgs = WorkflowSignalWithStartOptions<[string]>;
  expectTypeOf<WithArgs>().toEqualTypeOf<WorkflowSignalWithStartOptionsWithArgs<[string]>>();
  expectTypeOf<WorkflowSignalWithStartOptions<[]>>().toEqualTypeOf<WorkflowSignalWithStartOptionsWithoutArgs<[]>>();
  await client.workflow.signalWithStart<typeof sweep, [string]>(sweep, { ...options, signal: "s", signalArgs: ["x"] });
  // @ts-expect-error -- the signal's arguments are missing
  await client.workflow.signalWithStart<typeof sweep, [string]>(sweep, { ...options, signal: "s" });
  expectTypeOf<WorkflowStartUpdateOutput["updateId"]>().toEqualTypeOf<string>();
}

const activities = {
  order,
  sweep,
  limit: 3,
};
type Activities = typeof activities;

export async function jobs(): Promise<void> {
  expectTypeOf<ActivityName<Activities>>().toEqualTypeOf<"order" | "sweep">();
  expectTypeOf<ActivityArgs<Activities, "order">>().toEqualTypeOf<Parameters<typeof order>>();
  expectTypeOf<ActivityResult<Activities, "order">>().toEqualTypeOf<{ readonly total: number }>();
  const one: ActivityOptions = { id: "a", taskQueue: "q", startToCloseTimeout: "1m" };
  const typed: ActivityOptionsFor<Activities, "order"> = { ...one, args: ["Ada"] };
  expectTypeOf(typed).toEqualTypeOf<ActivityOptionsWithArgs<Parameters<typeof order>>>();
  expectTypeOf(await client.activity.typed<Activities>().execute("order", typed)).toEqualTypeOf<{
    readonly total: number;
  }>();
  // @ts-expect-error -- there is no such activity
  await client.activity.typed<Activities>().execute("limit", one);
  expectTypeOf((await client.activity.execute("order", one)).total).toBeAny();
  const run: GetActivityHandleOptions = { runId: "r" };
  expectTypeOf(await client.activity.getHandleWithOptions<number>("a", run).result()).toEqualTypeOf<number>();
  const elsewhere: AsyncCompletionClientOptions = { namespace: "n", identity: "me" };
  expectTypeOf(elsewhere.namespace).toEqualTypeOf<string | undefined>();
  const one_: ActivityFunction = order;
  expectTypeOf<{ readonly order: typeof one_ }>().toExtend<UntypedActivities>();
  expectTypeOf<ActivityInterface>().toEqualTypeOf<UntypedActivities>();
}

export function messages(failure: ProtoFailure): void {
  expectTypeOf(failure.encodedAttributes).toEqualTypeOf<Payload | undefined>();
  expectTypeOf(failure.cause).toEqualTypeOf<ProtoFailure | undefined>();
}
