import { create } from "@bufbuild/protobuf";
import { AnySchema, StringValueSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MillraceError, ProtocolError } from "@millrace/protocol";
import { toConnectError } from "@millrace/protocol/grpc";
import { decodeMessage, encodeMessage, errorOfTrailers, statusTrailers } from "../../src/grpc/status.ts";
import { decodeStatus, encodeStatus } from "../../src/grpc/status-details.ts";

const detail = (value: string): { desc: typeof StringValueSchema; value: { value: string } } => ({
  desc: StringValueSchema,
  value: { value },
});

/** What a peer makes of the trailers that we send. */
const overTheWire = (error: ConnectError): ConnectError | undefined =>
  errorOfTrailers(statusTrailers(error) as Record<string, string>);

describe("the message of a status", () => {
  test("survives its header, which is printable ASCII", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const wellFormed = text.toWellFormed();
        const header = encodeMessage(wellFormed);
        expect(header).toMatch(/^[ -~]*$/);
        expect(decodeMessage(header)).toBe(wellFormed);
      }),
    );
  });

  test("is cut between characters", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 60 }), fc.integer({ min: 12, max: 40 }), (text, limit) => {
        const wellFormed = text.toWellFormed();
        const header = encodeMessage(wellFormed, limit);
        expect(header.length).toBeLessThanOrEqual(Math.max(limit, 12));
        const decoded = decodeMessage(header);
        expect(decoded === wellFormed || wellFormed.startsWith(decoded.slice(0, -1))).toBe(true);
      }),
    );
  });

  test.each([
    ["100% plain", "100%25 plain"],
    ["größe\n", "gr%C3%B6%C3%9Fe%0A"],
    ["", ""],
  ])("%j is %j", (text, header) => expect(encodeMessage(text)).toBe(header));

  test.each([
    ["50%", "50%"],
    ["%zz%C3%B6", "%zzö"],
    ["%ff", "\u{fffd}"],
  ])("of a sloppy peer, %j, is read as %j", (header, text) => expect(decodeMessage(header)).toBe(text));
});

describe("an error", () => {
  test("survives the wire with code, message, metadata and details", () => {
    const error = new ConnectError("no", Code.DataLoss, { "x-a": "1" }, [detail("one"), detail("two")]);
    const read = overTheWire(error);
    expect(read).toMatchObject({ code: Code.DataLoss, rawMessage: "no", isWireError: true });
    expect(read?.metadata.get("x-a")).toBe("1");
    expect(read?.findDetails(StringValueSchema).map(({ value }) => value)).toEqual(["one", "two"]);
  });

  test("that came over the wire goes on with its details, and without its metadata", () => {
    const first = overTheWire(new ConnectError("no", Code.Aborted, { "x-a": "1" }, [detail("one")]));
    const second = overTheWire(first as ConnectError);
    expect(second?.findDetails(StringValueSchema).map(({ value }) => value)).toEqual(["one"]);
    expect(second?.metadata.get("x-a")).toBe(null);
  });

  test("takes no more than 8 KiB of headers", () => {
    fc.assert(
      fc.property(fc.nat({ max: 30_000 }), fc.array(fc.nat({ max: 9000 }), { maxLength: 5 }), (length, sizes) => {
        const details = sizes.map((size) => detail("d".repeat(size)));
        const trailers = statusTrailers(new ConnectError("ü".repeat(length), Code.Internal, undefined, details));
        const sizeOf = (name: string): number => String(trailers[name] ?? "").length;
        expect(sizeOf("grpc-message") + sizeOf("grpc-status-details-bin")).toBeLessThanOrEqual(8192);
      }),
    );
  });

  test("has details of unpadded base64, as other stacks want it", () => {
    const trailers = statusTrailers(new ConnectError("no", Code.Internal, undefined, [detail("x")]));
    expect(trailers["grpc-status-details-bin"]).toMatch(/^[A-Za-z0-9+/]+$/);
  });

  test.each(["17", "-1", "abc", "99999", ""])("with the status %j is unknown", (status) => {
    const error = errorOfTrailers({ "grpc-status": status, "grpc-message": "odd" });
    expect(error?.code).toBe(Code.Unknown);
    expect(error?.rawMessage).toContain("odd");
  });

  test("keeps its status when its details cannot be read", () => {
    for (const details of ["!!!!", Buffer.from([0x1a, 0x7f, 1]).toString("base64")]) {
      const error = errorOfTrailers({ "grpc-status": "5", "grpc-message": "gone", "grpc-status-details-bin": details });
      expect(error).toMatchObject({ code: Code.NotFound, rawMessage: "gone" });
      expect(error?.details).toEqual([]);
    }
  });

  test("is none with status 0, or without any", () => {
    expect(errorOfTrailers({ "grpc-status": "0" })).toBeUndefined();
    expect(errorOfTrailers({})).toBeUndefined();
    expect(statusTrailers(undefined)).toEqual({ "grpc-status": "0" });
  });
});

test("a status is a google.rpc.Status, whose unknown fields are skipped", () => {
  const status = { code: 13, message: "größe", details: [{ type: AnySchema.typeName, value: new Uint8Array([1, 2]) }] };
  expect(decodeStatus(encodeStatus(status))).toEqual(status);
  const unknown = Buffer.from([0x20, 5, 0x2a, 1, 9]);
  expect(decodeStatus(Buffer.concat([encodeStatus(status), unknown]))).toEqual(status);
  // { code: 13, message: "x", details: [{ type_url: "type.googleapis.com/a.B", value: 1 }] }
  const golden = "080d1201781a1c0a17747970652e676f6f676c65617069732e636f6d2f612e42120101";
  const details = [{ type: "a.B", value: new Uint8Array([1]) }];
  expect(Buffer.from(encodeStatus({ code: 13, message: "x", details })).toString("hex")).toBe(golden);
});

describe("what a handler threw becomes", () => {
  test("itself, if it is a ConnectError", () => {
    const error = new ConnectError("x", Code.NotFound);
    expect(toConnectError(error)).toBe(error);
  });

  test.each([
    [new ProtocolError("PROTOCOL_MALFORMED", "bad"), Code.Internal],
    [new ProtocolError("PROTOCOL_DEADLINE_EXCEEDED", "slow"), Code.DeadlineExceeded],
    [new MillraceError("ANY_CODE", "again", { retryable: true }), Code.Unavailable],
  ])("%s with its message, code %i", (error, code) => {
    expect(toConnectError(error)).toMatchObject({ code, rawMessage: error.message, cause: error });
  });

  test.each([new Error("secret"), "secret", undefined, null, create(StringValueSchema)])(
    "internal and no word of %s",
    (thrown) => {
      const error = toConnectError(thrown);
      expect(error).toMatchObject({ code: Code.Internal, rawMessage: "internal error" });
      expect(error.cause).toBe(thrown);
    },
  );
});
