import type * as protobuf from "@bufbuild/protobuf";
import { ProtocolError } from "../protocol-error.ts";

export type Protobuf = typeof protobuf;

let loaded: Protobuf | undefined;

/** protobuf-es if somebody loaded it through here before. */
export function loadedProtobuf(): Protobuf | undefined {
  return loaded;
}

/** Loads the optional peer. @throws `PROTOCOL_PROTOBUF_MISSING` */
export async function loadProtobuf(): Promise<Protobuf> {
  try {
    return (loaded ??= await import("@bufbuild/protobuf"));
  } catch (cause) {
    const message = "protobuf payloads need the package @bufbuild/protobuf; run `npm install @bufbuild/protobuf`";
    throw new ProtocolError("PROTOCOL_PROTOBUF_MISSING", message, { cause });
  }
}
