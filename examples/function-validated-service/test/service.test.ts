import { FunctionError } from "@millrace/function-runtime";
import { callFunction, createContext } from "@millrace/function-runtime/testing";
import { expect, test } from "vitest";
import { drain } from "../src/drain.ts";
import { nearest } from "../src/nearest.ts";

test("the nearest capital to a capital is itself", async () => {
  const [first, ...others] = await callFunction(nearest, {
    parameters: { lat: 32.361538, lon: -86.279118 },
    context: createContext(),
  });
  expect(first).toEqual({ city: "Montgomery", state: "Alabama", km: 0 });
  expect(others).toHaveLength(2);
});

test.each([{ lat: 91, lon: 0 }, { lat: "1", lon: 0 }, { lon: 0 }, { lat: 0, lon: 0, count: 1.5 }])(
  "%o is refused",
  async (parameters) => {
    const call = callFunction(nearest, { parameters, context: createContext() });
    await expect(call).rejects.toSatisfy((error) => FunctionError.is(error, "FUNCTION_INVALID_PARAMETERS"));
  },
);

test("no open request is lost", async () => {
  expect(await drain(20)).toEqual({ answered: 20, readyWhileClosing: 503 });
});
