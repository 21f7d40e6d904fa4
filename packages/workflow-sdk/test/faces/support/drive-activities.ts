import { ActivityExecutionFailedError, ApplicationFailure, type Client } from "../../../src/client-face.ts";
import type { createActivities } from "../samples/activities.ts";

const retry = { initialInterval: "1ms", maximumAttempts: 2 } as const;

/** Runs the activities of the sample wherever their worker is, and tells how they ended. */
export async function driveActivities(
  { activity }: Client,
  taskQueue: string,
  asked: Promise<Uint8Array>,
): Promise<Readonly<Record<string, unknown>>> {
  const times = { taskQueue, startToCloseTimeout: "1 minute", heartbeatTimeout: "5 seconds" } as const;
  const typed = activity.typed<ReturnType<typeof createActivities>>();
  const price = await typed.execute("priceOf", { ...times, retry, id: "tea", args: ["tea"] });
  const noPrice = await ending(typed.execute("priceOf", { ...times, retry, id: "gold", args: ["gold"] }));
  const wentOn = (await typed.execute("count", { ...times, retry, id: "count", args: [4] })) > 0;
  const stopped = await Promise.all(
    (["fetchPage", "tidyUp"] as const).map(async (name) => {
      const handle = await activity.start(name, { ...times, id: name, args: ["http://shop/"] });
      await handle.cancel("closing time");
      return ending(handle.result());
    }),
  );
  const open = await typed.start("askSomebody", { ...times, id: "ask" });
  await activity.complete(await asked, "yes");
  return { price, noPrice, wentOn, stopped, answer: await open.result() };
}

async function ending(result: Promise<unknown>): Promise<unknown> {
  try {
    return await result;
  } catch (error) {
    if (!(error instanceof ActivityExecutionFailedError)) throw error;
    const { cause } = error;
    if (!(cause instanceof ApplicationFailure)) return cause.name;
    const { name, message, type, details, nonRetryable } = cause;
    return { name, message, type, details, nonRetryable };
  }
}
