import {
  activityInfo,
  ApplicationFailure,
  cancellationSignal,
  CancelledFailure,
  CompleteAsyncError,
  Context,
  heartbeat,
  log,
  sleep,
} from "@millrace/workflow-sdk/activity";

/** What the activities need of the world. */
export interface Shop {
  priceOf(item: string): Promise<number>;
  download(url: string, init: { readonly signal: AbortSignal }): Promise<string>;
  /** Keeps the token of an activity that somebody else completes. */
  ask(taskToken: Uint8Array): Promise<void>;
}

export const createActivities = (shop: Shop) => ({
  /** Fails for good for what there is not; anything else is tried again. */
  async priceOf(item: string): Promise<string> {
    const price = await shop.priceOf(item);
    if (price < 0) throw ApplicationFailure.nonRetryable(`there is no ${item}`, "NoSuchItem", { item });
    const { activityType, attempt } = activityInfo();
    log.info("a price was asked for", { item, price });
    if (attempt === 1) throw ApplicationFailure.create({ message: "not yet", nextRetryDelay: "1ms" });
    return `${activityType} ${price}, attempt ${attempt}`;
  },

  /** Goes on where the attempt before it had come to. */
  async count(to: number): Promise<number> {
    const { info, heartbeat: beat } = Context.current();
    const start: number = info.heartbeatDetails ?? 0;
    for (let done = start + 1; done <= to; done += 1) {
      beat(done);
      await sleep("5ms");
      if (done === 2 && info.attempt === 1) throw new Error("the machine was lost");
    }
    return start;
  },

  /** Stops with the request that it waits for. */
  async fetchPage(url: string): Promise<string> {
    const beating = setInterval(() => heartbeat(url), 10);
    try {
      return await shop.download(url, { signal: cancellationSignal() });
    } finally {
      clearInterval(beating);
    }
  },

  async tidyUp(): Promise<string> {
    const context = Context.current();
    try {
      for (;;) {
        context.heartbeat("working");
        await context.sleep(10);
      }
    } catch (error) {
      if (error instanceof CancelledFailure) context.log.warn("tidying up", { reason: error.message });
      throw error;
    }
  },

  async askSomebody(): Promise<string> {
    await shop.ask(activityInfo().taskToken);
    throw new CompleteAsyncError();
  },
});
