import type { HandlerContext } from "@connectrpc/connect";
import { sleep } from "@millrace/protocol";
import { enums } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";
import { resourceExhausted } from "../service-errors.ts";
import { patienceMs, waitingSignal } from "./poll.ts";

/** It is too soon after the start of the run before. */
export interface TooSoon {
  readonly waitMs: number;
}

/** The longest that a start waits for its turn. */
const longestWaitMs = 10_000;

/**
 * Tries until it is not too soon any more.
 *
 * @throws `resource_exhausted` if the caller cannot wait so long
 */
export async function atItsPace<T extends object>(
  core: ServerCore,
  context: HandlerContext,
  attempt: () => Promise<T | TooSoon>,
): Promise<T> {
  const { clock } = core;
  const untilMs = clock.monotonic() + patienceMs(context, longestWaitMs);
  for (;;) {
    const outcome = await attempt();
    if (!("waitMs" in outcome)) return outcome;
    if (clock.monotonic() + outcome.waitMs > untilMs) {
      throw resourceExhausted("Too many starts for the workflow.", enums.ResourceExhaustedCause.BUSY_WORKFLOW);
    }
    await sleep(outcome.waitMs, { clock, signal: waitingSignal(core, context) });
  }
}
