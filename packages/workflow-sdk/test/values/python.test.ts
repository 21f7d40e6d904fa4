import { create, fromBinary, toBinary } from "@bufbuild/protobuf";
import { common, type failure as wire } from "@millrace/protocol/temporal";
import { describe, expect, test } from "vitest";
import { wirePayload } from "../../src/wire/payloads.ts";
import { searchAttributesOf } from "../../src/wire/search-attributes.ts";
import { bytesOf, converter, converterOf, golden, goldenOfOurs, ourFailures, valueOf } from "./golden.ts";
import { fromBytes, toBytes } from "./there-and-back.ts";

describe("payloads of the Python SDK", () => {
  test.each(golden.payloads.map((row) => [row.kind, JSON.stringify(row.value), row] as const))(
    "[VAL-45] %s %s is read, and written alike",
    async (kind, text, { value, hex }) => {
      const payload = fromBinary(common.PayloadSchema, bytesOf(hex));
      expect(await converter.fromPayload(payload)).toEqual(valueOf(kind, value));
      const own = await converterOf(kind).toPayload(valueOf(kind, value));
      const written = toBinary(common.PayloadSchema, wirePayload(own));
      expect(await converter.fromPayload(fromBinary(common.PayloadSchema, written))).toEqual(valueOf(kind, value));
      // Python sorts the members of messages as JSON, and escapes what is not ASCII.
      const otherText = kind === "message" || /[^ -~]/.test(text);
      expect(otherText || Buffer.from(written).toString("hex")).toBe(otherText || hex);
    },
  );
});

describe("search attributes of the Python SDK", () => {
  test.each(golden.searchAttributes.map((row) => [row.type, row] as const))(
    "[VAL-45] of type %s are read",
    (type, { value, hex }) => {
      const indexedFields = { a: fromBinary(common.PayloadSchema, bytesOf(hex)) };
      const read = searchAttributesOf(create(common.SearchAttributesSchema, { indexedFields })).getAll();
      const wanted = type === "DATETIME" ? new Date(value as string) : value;
      expect(read).toEqual(value === null ? [] : [{ key: { name: "a", type }, value: wanted }]);
    },
  );

  test("[VAL-45] one that is removed is the same bytes", async () => {
    const isRemoved = ({ value }: { readonly value: unknown }): boolean => value === null;
    const own = (await goldenOfOurs()).searchAttributes.filter(isRemoved);
    expect(own).toEqual(golden.searchAttributes.filter(isRemoved));
  });
});

describe("failures of the Python SDK", () => {
  test.each(golden.failures.map(({ name, hex }) => [name, bytesOf(hex)] as const))(
    "[VAL-45] %s is read as what it was, and sent again as it came",
    async (name, bytes) => {
      const read = await converter.decodeFailure(fromBytes(bytes));
      expect(told(read)).toEqual(told(ourFailures[name]));
      expect(toBytes(await converter.encodeFailure(read))).toEqual(bytes);
      if (name !== "application" && name !== "cancelled" && name !== "timeout") return;
      const own = (await converter.encodeFailure(ourFailures[name])) as wire.Failure;
      // Python names no source, and these were never raised.
      expect(toBytes({ ...own, source: "", stackTrace: "" })).toEqual(bytes);
    },
  );

  test("[VAL-45] stack traces are those of Python", async () => {
    const hidden = golden.failures.find(({ name }) => name === "hidden");
    const read = await converter.decodeFailure(fromBytes(bytesOf(hidden?.hex ?? "")));
    expect(read.stack).toContain('File "activities.py", line 4, in raised');
  });
});

function told(error: unknown): unknown {
  if (!(error instanceof Error)) return undefined;
  return { name: error.name, message: error.message, fields: Object.entries(error), cause: told(error.cause) };
}
