import { fromBinary, toBinary } from "@bufbuild/protobuf";
import { ConnectError } from "@connectrpc/connect";
import { MillraceError } from "@millrace/protocol";
import { errordetails, failure as wire } from "@millrace/protocol/temporal";
import fc from "fast-check";
import { expect, test } from "vitest";
import { DataConverter, RpcError, TemporalFailure, WorkflowSdkError } from "../../src/index.ts";
import { historyFromJson } from "../../src/wire/history-json.ts";
import { toRpcError } from "../../src/wire/to-rpc-error.ts";
import { bytesOf, golden } from "./golden.ts";

const converter = new DataConverter();

/** Bytes of real messages with some of them changed, and bytes of nothing. */
function damaged(originals: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> {
  const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
  const changed = fc.tuple(fc.constantFrom(...originals), changes).map(([original, edits]) => {
    const bytes = original.slice();
    for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
    return bytes;
  });
  return fc.oneof(changed, fc.uint8Array({ maxLength: 64 }));
}

/** What a reader of protobuf makes of bytes, if they are a message at all. */
function messageOf<Message>(read: () => Message): Message | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

test("[VAL-12] whatever failure comes is an error, or a coded reason why not, and goes back as it came", async () => {
  const failures = golden.failures.map(({ hex }) => bytesOf(hex));
  const survives = async (bytes: Uint8Array): Promise<boolean> => {
    const message = messageOf(() => fromBinary(wire.FailureSchema, bytes));
    if (message === undefined) return true;
    const read: unknown = await converter.decodeFailure(message).catch((error: unknown) => error);
    if (!(read instanceof TemporalFailure)) return MillraceError.is(read);
    const again = (await converter.encodeFailure(read)) as wire.Failure;
    // Lists of payloads are made anew, without fields that nobody knows.
    const bytesOfKnown = (failure: wire.Failure): Uint8Array =>
      toBinary(wire.FailureSchema, failure, { writeUnknownFields: false });
    return Buffer.from(bytesOfKnown(again)).equals(bytesOfKnown(message));
  };
  await fc.assert(
    fc.asyncProperty(damaged(failures), async (bytes) => {
      expect(await survives(bytes)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("[VAL-17] whatever details come make an error of the status at least", () => {
  const types = errordetails.file_temporal_api_errordetails_v1_message.messages.map(({ typeName }) => typeName);
  const detail = fc.record({
    type: fc.oneof(fc.constantFrom(...types), fc.string()),
    value: fc.uint8Array({ maxLength: 32 }),
  });
  fc.assert(
    fc.property(fc.array(detail, { maxLength: 3 }), fc.integer({ min: -1, max: 20 }), (details, code) => {
      const error = new ConnectError("m", code);
      error.details = details;
      expect(RpcError.is(toRpcError(error))).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("[VAL-37] whatever JSON comes is a history, or refused by code", () => {
  const field = fc.constantFrom(
    "events",
    "eventId",
    "eventTime",
    "eventType",
    "attributes",
    "input",
    "payloads",
    "data",
  );
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: "small" },
      fc.jsonValue(),
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(fc.oneof(field, fc.constant("workflowExecutionStartedEventAttributes")), tie("tree"), {
        maxKeys: 4,
      }),
    ),
  }));
  const accepted = (json: unknown): boolean => {
    try {
      return Array.isArray(historyFromJson(json).events);
    } catch (error) {
      return WorkflowSdkError.is(error, "WORKFLOW_INVALID_HISTORY");
    }
  };
  fc.assert(
    fc.property(fc.oneof(tree, fc.array(tree), fc.string()), (json) => {
      expect(accepted(json)).toBe(true);
      expect(accepted({ events: json })).toBe(true);
      expect(accepted([{ workflowExecutionStartedEventAttributes: json }])).toBe(true);
    }),
    { numRuns: 500 },
  );
});
