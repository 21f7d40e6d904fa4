import { AppendableList, type Appendable } from "./internal/appendable.ts";
import { Message } from "./message.ts";

/** The results of a map or reduce handler. */
export type Messages = Appendable<Message>;

/** Makes a list of results: `Messages(Message.toVtx(keys, value))`. An empty one drops the input. */
export const Messages: {
  (...messages: Message[]): Messages;
  /** One message to the next vertices, without keys and tags. */
  asForwardAll(value: Uint8Array): Messages;
} = Object.assign((...messages: Message[]): Messages => new AppendableList(messages), {
  asForwardAll: (value: Uint8Array): Messages => new AppendableList([Message.toAll(value)]),
});
