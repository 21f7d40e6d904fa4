import { activityInfo, Context } from "@temporalio/activity";

/** Activities of the official SDK. */
export const officialActivities = {
  greet: async (name: string): Promise<string> => `Hello, ${name}!`,
  flaky: async (): Promise<number> => {
    const { attempt } = activityInfo();
    if (attempt < 3) throw new Error(`attempt ${attempt}`);
    return attempt;
  },
  /** Tells its workflow that it runs, and heartbeats until it is cancelled. */
  beat: async (): Promise<void> => {
    const context = Context.current();
    const { workflowExecution } = activityInfo();
    await context.client.workflow.getHandle(workflowExecution?.workflowId ?? "").signal("add", "running");
    for (;;) {
      context.heartbeat();
      await context.sleep(100);
    }
  },
};

export type OfficialActivities = typeof officialActivities;
