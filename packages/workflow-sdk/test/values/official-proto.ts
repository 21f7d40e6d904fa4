import { createRequire } from "node:module";
import { fromBinary, toBinary, type DescMessage, type MessageShape } from "@bufbuild/protobuf";

/** A message class of protobufjs, as far as these tests need it. */
interface OfficialMessage {
  encode(value: unknown): { finish(): Uint8Array };
  decode(bytes: Uint8Array): object;
}

const { resolve } = createRequire(import.meta.url);
// The official packages depend on it; this package does not.
const proto = createRequire(resolve("@temporalio/common"))("@temporalio/proto") as Record<string, unknown>;

/** The message class of the official SDK for a full name. */
export function officialMessage(typeName: string): OfficialMessage {
  let at: unknown = proto;
  for (const part of typeName.split(".")) at = (at as Record<string, unknown>)[part];
  return at as OfficialMessage;
}

/** A message of the official SDK, as ours, with real bytes in between. */
export function fromOfficial<Desc extends DescMessage>(desc: Desc, message: unknown): MessageShape<Desc> {
  return fromBinary(desc, new Uint8Array(officialMessage(desc.typeName).encode(message).finish()));
}

/** A message of ours as one of the official SDK, with real bytes in between. */
export function toOfficial<Desc extends DescMessage>(desc: Desc, message: MessageShape<Desc>): object {
  return officialMessage(desc.typeName).decode(toBinary(desc, message));
}

/** The root of all official messages. */
export const officialRoot: unknown = proto;
