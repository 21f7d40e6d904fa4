import { FunctionError } from "@millrace/function-runtime";
import { callFunction } from "@millrace/function-runtime/testing";
import { expect, test } from "vitest";
import { kmBetween, routeLength } from "../src/route.ts";

const [london, paris] = [
  { lat: 51.5074, lon: -0.1278 },
  { lat: 48.8566, lon: 2.3522 },
];

test("a known distance", () => {
  expect(kmBetween(london, paris)).toBeCloseTo(343.6, 0);
  expect(kmBetween(paris, paris)).toBe(0);
});

test("a route is the sum of its legs", async () => {
  const there = await callFunction(routeLength, { parameters: { points: [london, paris] } });
  const back = await callFunction(routeLength, { parameters: { points: [london, paris, london] } });
  expect(there).toEqual({ km: 344, legs: 1 });
  expect(back).toEqual({ km: 687, legs: 2 });
});

test("what is no route is refused", async () => {
  const call = callFunction(routeLength, { parameters: { points: [london] } });
  await expect(call).rejects.toSatisfy((error) => FunctionError.is(error, "FUNCTION_INVALID_PARAMETERS"));
});
