import type { FunctionContext } from "../function-context.ts";
import { nuclioLogger, type NuclioLogger } from "./logger.ts";
import { NuclioResponse } from "./nuclio-response.ts";
import type { NuclioPlatform } from "./platform.ts";

/** The context of a worker under Nuclio. */
export interface NuclioContext extends FunctionContext {
  /** Writes to the processor's log; the lines of a call belong to it, also in what it starts. */
  readonly logger: NuclioLogger;
  /** Answers the event at hand; an `Error` answers it with 500. A handler that returns its answer needs no callback. */
  readonly callback: (response: unknown) => void;
  readonly platform: NuclioPlatform;
  readonly Response: typeof NuclioResponse;
}

export interface ContextParts {
  readonly workerId: number;
  readonly trigger: { readonly kind: string; readonly name: string };
  readonly platform: NuclioPlatform;
  /** Where a line of the log goes just now. */
  readonly send: (line: string) => void;
  /** The callback of the call at hand. */
  readonly callback: () => (response: unknown) => void;
}

export const nuclioContext = ({ workerId, trigger, platform, send, callback }: ContextParts): NuclioContext => ({
  userData: {},
  logger: nuclioLogger(send),
  workerId,
  trigger,
  platform,
  Response: NuclioResponse,
  get callback() {
    return callback();
  },
});
