import { consoleLogger, type Logger } from "@millrace/protocol";
import type { OutputDeclaration } from "../handler.ts";
import type { Output } from "./call.ts";

export interface ClassifyOptions {
  /** The function's, for messages. */
  readonly name: string;
  readonly logger?: Logger;
}

export async function classify(
  value: unknown,
  _declared: readonly OutputDeclaration[],
  { logger = consoleLogger() }: ClassifyOptions,
): Promise<readonly Output[]> {
  logger.debug({}, "classify");
  return value === undefined ? [] : [{ name: "output_0", as: "result", value: String(value) }];
}
