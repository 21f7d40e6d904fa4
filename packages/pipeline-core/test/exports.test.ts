import { expect, test } from "vitest";
import * as root from "../src/index.ts";

// Beside the example and not in it: a missing name would keep the example from loading, and this test from telling.
test("[SEED-01] the package exports every name of the example", () => {
  const names = [
    "Pipeline",
    "Parameters",
    "Stage",
    "Input",
    "InputBinding",
    "KeyedInputMapper",
    "DependencyInputMapper",
    "context",
  ];
  expect(Object.keys(root)).toEqual(expect.arrayContaining(names));
});
