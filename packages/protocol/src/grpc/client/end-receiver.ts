import type { Message } from "@bufbuild/protobuf";
import type { ConnectError } from "@connectrpc/connect";
import type { Logger } from "../../logger.ts";
import type { StreamReceiver } from "../stream-handler.ts";

/** Tells a receiver how its call ended. Nothing is left that what it throws could end: it is logged. */
export function endReceiver<O extends Message>(
  receiver: Pick<StreamReceiver<O>, "end" | "abort">,
  error: ConnectError | undefined,
  path: string,
  logger: Logger,
): void {
  try {
    if (error === undefined) receiver.end();
    else receiver.abort(error);
  } catch (thrown) {
    logger.error({ error: thrown, path }, "the receiver of a call failed at its end");
  }
}
