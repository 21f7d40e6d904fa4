import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { Code, ConnectError } from "@connectrpc/connect";
import type { UdfErrorCode } from "../../error-table.ts";
import { UdfError } from "../../errors.ts";

/** What a server did against the protocol. */
export const violation = (what: string, message: string, cause?: unknown): UdfError =>
  new UdfError("UDF_ENGINE_PROTOCOL", `the server broke the protocol of ${what}: ${message}`, {
    ...(cause !== undefined && { cause }),
  });

export const tooSlow = (message: string, timeoutMs: number, cause?: unknown): UdfError =>
  new UdfError(
    "UDF_ENGINE_TIMEOUT",
    `${message} within ${timeoutMs} ms; see whether the server runs, or raise timeoutMs`,
    {
      details: { timeoutMs },
      ...(cause !== undefined && { cause }),
    },
  );

/**
 * The error for a call that a server ended with a status. Its details hold `status` (13), `statusName` (`"internal"`),
 * `statusMessage`, and from `google.rpc.DebugInfo` the server's `stack`.
 */
export function callFailure(what: string, reason: unknown): UdfError {
  const error = ConnectError.from(reason);
  const stack = debugInfoOf(error);
  const statusName = Code[error.code].replaceAll(/(?<=.)[A-Z]/gu, (letter) => `_${letter}`).toLowerCase();
  const details = {
    status: error.code,
    statusName,
    statusMessage: error.rawMessage,
    ...(stack !== undefined && { stack }),
  };
  const message = `the server ended ${what} with status ${error.code} (${statusName}): ${error.rawMessage}`;
  return new UdfError("UDF_ENGINE_CALL_FAILED", message, { cause: reason, details });
}

/** The first `google.rpc.DebugInfo`: the stack trace that every SDK of Numaflow sends. */
function debugInfoOf(error: ConnectError): string | undefined {
  for (const detail of error.details)
    if ("type" in detail && detail.type === "google.rpc.DebugInfo") return textOfDebugInfo(detail.value);
  return undefined;
}

/** Field 2, `detail`; `undefined` if it is not there, or the bytes are none of that message. */
function textOfDebugInfo(bytes: Uint8Array): string | undefined {
  try {
    const reader = new BinaryReader(bytes);
    while (reader.pos < reader.len) {
      const [field, wireType] = reader.tag();
      if (field === 2 && wireType === WireType.LengthDelimited) return reader.string();
      reader.skip(wireType, field);
    }
  } catch {
    // The status itself says what failed.
  }
  return undefined;
}

/** What a server's error says of its handler: the text behind `UDF_EXECUTION_ERROR(container): `. */
export function executionErrorOf(
  error: unknown,
): { readonly code: UdfErrorCode | undefined; readonly text: string } | undefined {
  if (!(error instanceof UdfError) || error.code !== "UDF_ENGINE_CALL_FAILED") return undefined;
  const parts = /^UDF_EXECUTION_ERROR\([^)]*\): (?:\[(UDF_[A-Z_]+)\] )?([^]*)$/u.exec(
    String(error.details?.["statusMessage"]),
  );
  return parts === null ? undefined : { code: parts[1] as UdfErrorCode | undefined, text: parts[2] ?? "" };
}
