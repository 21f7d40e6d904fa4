import { Client, Worker, type Target } from "@millrace/workflow-sdk";
import { completeWorkflow, scheduleActivity, ScriptedWorker } from "@millrace/workflow-sdk/testing";

const taskQueue = "somequeue";

const say_hello = (name: string): string => `Hello, ${name}!`;

export interface Greetings {
  /** Of the activity that a client started. */
  readonly activity: unknown;
  /** Of the workflow that called the activity. */
  readonly workflow: unknown;
}

/** The same for a server in this process and for one at an address. */
export async function hello(target: Target): Promise<Greetings> {
  await using client = await Client.connect(target);
  await using worker = new Worker(client, { taskQueue, activities: { say_hello } });
  await worker.start();

  const activity = await client.executeActivity(say_hello.name, {
    args: ["Temporal"],
    taskQueue,
    startToCloseTimeoutMs: 5_000,
  });

  // A script plays the workflow, since workers run no workflows yet: call the activity, and give what it gives.
  await using script = await ScriptedWorker.start(target, {
    taskQueue,
    workflows: {
      MyWorkflow: ({ input, find }) => {
        const [result] = (find("ActivityTaskCompleted")?.attributes["result"] ?? []) as readonly unknown[];
        if (result !== undefined) return [completeWorkflow(result)];
        return [scheduleActivity({ id: "hello", type: say_hello.name, args: input, startToCloseMs: 5_000 })];
      },
    },
  });
  const workflow = await client.executeWorkflow("MyWorkflow", { args: ["arg1"], taskQueue });
  if (script.refusals.length > 0) throw new AggregateError(script.refusals, "the server refused what the script says");
  return { activity, workflow };
}
