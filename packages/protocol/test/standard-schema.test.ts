import { expect, test } from "vitest";
import { describeIssues, isStandardSchema, issueKey, type StandardSchema } from "../src/index.ts";

const schema: StandardSchema<string> = {
  "~standard": { version: 1, vendor: "test", validate: (value) => ({ value: String(value) }) },
};

test("a schema is known by its mark, also one that is a function", () => {
  expect(isStandardSchema(schema)).toBe(true);
  expect(isStandardSchema(Object.assign(() => undefined, schema))).toBe(true);
  for (const other of [undefined, null, {}, "schema", () => undefined]) expect(isStandardSchema(other)).toBe(false);
});

test("issues are told with their paths, whose steps may be objects", () => {
  const issues = [
    { message: "too long", path: ["name", { key: 0 }] },
    { message: "missing" },
    { message: "odd", path: [] },
  ];
  expect(describeIssues(issues)).toBe("name.0: too long; missing; odd");
  expect(issueKey({ key: "a" })).toBe("a");
});
