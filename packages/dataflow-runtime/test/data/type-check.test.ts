import type { Logger } from "@millrace/protocol";
import { describe, expect, test } from "vitest";
import { array, DoraValue, type TypeInput } from "../../src/index.ts";
import type { TypedParameter } from "../../src/parameter.ts";
import { annotatedType } from "../../src/types/standard-types.ts";
import { TypeCheck, typeCheckMode, type TypeCheckMode } from "../../src/types/type-check.ts";
import { expectCode } from "./support/expect-code.ts";

const none: ReadonlyMap<string, TypedParameter> = new Map();
const floats = DoraValue.from(Float32Array.of(1));
const text = DoraValue.from("a");

function checkOf(mode: TypeCheckMode, urn: string): { readonly check: TypeCheck; readonly warnings: string[] } {
  const warnings: string[] = [];
  const log = (_: unknown, message: string): void => void warnings.push(message);
  const logger: Logger = { debug: log, info: log, warn: log, error: log };
  return { check: new TypeCheck("input", new Map([["image", urn]]), { mode, logger }), warnings };
}

test.each([
  [undefined, "off"],
  ["error", "error"],
  ["warn", "warn"],
  ["1", "warn"],
  ["true", "warn"],
  ["loud", "off"],
])("[DATA-40] DORA_RUNTIME_TYPE_CHECK=%s is %s", (setting, mode) => {
  expect(typeCheckMode(setting)).toBe(mode);
});

describe("messages against annotations", () => {
  test("[DATA-41] an error names the input, the expected and the actual type", () => {
    const { check } = checkOf("error", "std/core/v1/Float32");

    check.check("image", floats, none);
    expectCode(
      () => check.check("image", text, none),
      "DATAFLOW_TYPE_MISMATCH",
      /input 'image' is annotated as std\/core\/v1\/Float32 \(Float32\), but a message of Utf8 came/,
    );
  });

  test("[DATA-42] a warning is said once a port, and not at all when checks are off", () => {
    const { check, warnings } = checkOf("warn", "std/core/v1/Float32");
    check.check("image", text, none);
    check.check("image", text, none);
    const off = checkOf("off", "std/core/v1/Float32");
    off.check.check("image", text, none);

    expect(warnings).toEqual([expect.stringMatching(/Utf8 came; said once$/)]);
    expect(off.warnings).toEqual([]);
  });

  test.each<[string, string, TypeInput]>([
    ["a type that is widened", "std/core/v1/Float64", "Float32"],
    ["a type that is widened twice", "std/core/v1/UInt64", "UInt8"],
    ["anything as bytes", "std/core/v1/Bytes", "Int16"],
    ["bytes as a compressed image", "std/media/v1/CompressedImage[format=jpeg]", "UInt8"],
    ["a struct type", "std/math/v1/Vector3", "Int16"],
    ["a type of the project's own", "mine/v1/Thing", "Int16"],
  ])("[DATA-43] %s passes", (_, urn, type) => {
    const { check } = checkOf("error", urn);

    expect(() => check.check("image", array(type, []), none)).not.toThrow();
  });

  test.each<[string, string, TypeInput]>([
    ["a type that is narrowed", "std/core/v1/Float32", "Float64"],
    ["an integer as a float", "std/core/v1/Float64", "Int32"],
    ["a text as a compressed image", "std/media/v1/CompressedImage[format=jpeg]", "Utf8"],
  ])("[DATA-43] %s does not", (_, urn, type) => {
    const { check } = checkOf("error", urn);

    expectCode(() => check.check("image", array(type, []), none), "DATAFLOW_TYPE_MISMATCH", /annotated as/);
  });

  test("[DATA-44] messages without data, of other ports, and of services and actions are not checked", () => {
    const { check } = checkOf("error", "std/core/v1/Float32");
    const request = new Map([["request_id", { kind: "string", value: "a" } as const]]);

    expect(() => {
      check.check("image", undefined, none);
      check.check("image", DoraValue.fromIpc(new Uint8Array()), none);
      check.check("other", text, none);
      check.check("image", text, request);
    }).not.toThrow();
  });
});

test("[DATA-45] every standard type of core has its Arrow type", () => {
  const names = "Bool Bytes Float32 Float64 Int8 Int16 Int32 Int64 String UInt8 UInt16 UInt32 UInt64".split(" ");

  expect(names.map((name) => annotatedType(`std/core/v1/${name}`)?.type)).toEqual(
    names.map((name) => ({ Bool: "Boolean", Bytes: "LargeBinary", String: "Utf8" })[name] ?? name),
  );
});
