import { AppendableList, type Appendable } from "./internal/appendable.ts";
import type { MessageT } from "./message-t.ts";

/** The results of a mapT handler. */
export type MessageTs = Appendable<MessageT>;

/** Makes a list of results: `MessageTs(MessageT.toVtx(keys, value, eventTime))`. An empty one drops the input. */
export const MessageTs = (...messages: MessageT[]): MessageTs => new AppendableList(messages);
