import { ProtocolError } from "../protocol-error.ts";

export function notEncodable(encoding: string, cause: unknown): ProtocolError {
  const message = `value cannot be written as ${encoding}: ${reasonOf(cause)}; turn it into plain data first`;
  return new ProtocolError("PROTOCOL_NOT_ENCODABLE", message, { cause, details: { encoding } });
}

export function malformedPayload(encoding: string, cause: unknown): ProtocolError {
  const message = `payload says that it is ${encoding} and cannot be read as such: ${reasonOf(cause)}`;
  return new ProtocolError("PROTOCOL_MALFORMED", message, { cause, details: { encoding } });
}

/** The first line: V8 draws cycles over several. */
function reasonOf(cause: unknown): string {
  return (cause instanceof Error ? cause.message : String(cause)).split("\n", 1).join("");
}
