import { silentLogger, type Logger } from "@millrace/protocol";
import type { FunctionContext } from "../function-context.ts";
import { functionLogger } from "../function-logger.ts";
import { ContextResponse } from "./context-response.ts";

export interface ContextOptions {
  /** Default: records are dropped. */
  readonly logger?: Logger;
  /** Default 0. */
  readonly workerId?: number;
  /** Default `{ kind: "", name: "" }`. */
  readonly trigger?: FunctionContext["trigger"];
}

/** The context of a worker, as init and every call of it see it. */
export const createContext = ({
  logger = silentLogger,
  workerId = 0,
  trigger = { kind: "", name: "" },
}: ContextOptions = {}): FunctionContext => ({
  userData: {},
  logger: functionLogger(logger),
  workerId,
  trigger,
  Response: ContextResponse,
});
