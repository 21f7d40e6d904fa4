import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FunctionError } from "../../src/index.ts";
import { parseHandler } from "../../src/source/handler-string.ts";

describe("the text of a handler", () => {
  it.each([
    ["train", { exact: false, name: "train" }],
    ["main:train", { module: "main", exact: false, name: "train" }],
    ["module.sub:train", { module: "module/sub", exact: false, name: "train" }],
    ["module/sub:train", { module: "module/sub", exact: false, name: "train" }],
    ["src/my.steps.ts:train", { module: "src/my.steps.ts", exact: true, name: "train" }],
    ["main:default", { module: "main", exact: false, name: "default" }],
    ["main:$größe_1", { module: "main", exact: false, name: "$größe_1" }],
  ])("[CORE-42] [SEED-31] %s", (text, handler) => {
    expect(parseHandler(text)).toEqual(handler);
  });

  it.each(["", ":", "main:", ":train", "main:a b", "main:1a", "main.train:", "main:a.b", "a:b:c"])(
    "[CORE-42] '%s' is none",
    (text) => {
      expect(() => parseHandler(text)).toThrow(expect.objectContaining({ code: "FUNCTION_INVALID_HANDLER" }));
    },
  );

  it.each([
    "../up:f",
    "/etc/passwd.ts:f",
    "a/../../b.ts:f",
    "..up:f",
    "a..b:f",
    "C:\\a:f",
    "a\\b:f",
    "a\0b:f",
    ".:f",
    "-a:f",
    "file:///x.ts:f",
    "data:x.ts:f",
  ])("[CORE-47] '%s' leads nowhere", (text) => {
    expect(() => parseHandler(text)).toThrow(expect.objectContaining({ code: "FUNCTION_INVALID_HANDLER" }));
  });

  it("[CORE-47] no text leads out of the folder", () => {
    const part = fc.constantFrom("..", ".", "/", "\\", "a", "-", ":", "\0", ".ts", "%2e", "C:", "f");
    const text = fc.oneof(
      fc.array(part).map((parts) => parts.join("")),
      fc.string(),
    );
    fc.assert(
      fc.property(text, (handler) => {
        try {
          const { module = "main" } = parseHandler(handler);
          const resolved = new URL(module.replaceAll("%", "%25"), "file:///base/folder/").pathname;
          expect(resolved.startsWith("/base/folder/")).toBe(true);
          expect(module).not.toMatch(/\\|\0|^\/|(^|\/)\.\.?(\/|$)|:/);
        } catch (error) {
          if (!FunctionError.is(error, "FUNCTION_INVALID_HANDLER")) throw error;
        }
      }),
    );
  });
});
