import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { Code, ConnectError } from "@connectrpc/connect";
import { cutText } from "../internal/cut-text.ts";
import { messageOf, stackOf } from "../internal/message-of.ts";

/** gRPC stacks refuse headers from 8 KiB on; base64 adds a third, and percent-encoding may triple. */
const longestStackBytes = 3 * 1024;
const longestTextBytes = 512;

/**
 * What a call ends with when its handler failed: the engine reads the container's name out of the parentheses, and
 * shows the detail of `google.rpc.DebugInfo` { stack_entries = 1, detail = 2 } to people.
 */
export function executionError(containerType: string, reason: unknown): ConnectError {
  const text = cutText(messageOf(reason), longestTextBytes);
  const error = new ConnectError(`UDF_EXECUTION_ERROR(${containerType}): ${text}`, Code.Internal);
  const detail = cutText(stackOf(reason), longestStackBytes);
  const value = new BinaryWriter().tag(2, WireType.LengthDelimited).string(detail).finish();
  error.details = [{ type: "google.rpc.DebugInfo", value }];
  return error;
}
