import { malformed } from "./malformed.ts";
import type { PostcardReader } from "./postcard-reader.ts";
import type { PostcardWriter } from "./postcard-writer.ts";

const uuidBytes = 16;
const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A byte string of 16 bytes in the order of the text. */
export function writeUuid(writer: PostcardWriter, value: string): void {
  if (!form.test(value)) throw malformed("the id of a dataflow", `'${value}' is no UUID`);
  writer.bytes(Buffer.from(value.replaceAll("-", ""), "hex"));
}

export function readUuid(reader: PostcardReader): string {
  const bytes = reader.bytes();
  if (bytes.length !== uuidBytes) throw reader.malformed(`has a UUID of ${bytes.length} bytes`);
  const hex = Buffer.from(bytes).toString("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}
