import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import type { Call } from "../../src/compose/call.ts";
import { callValue } from "../../src/compose/execute.ts";
import { loadedOf } from "../../src/compose/loaded-of.ts";
import { handler, type AnyFunction } from "../../src/index.ts";

const signal = new AbortController().signal;
const call = (given: Partial<Call>, fn: AnyFunction): unknown =>
  callValue(loadedOf(fn), { reserved: { signal }, ...given });
const argsOf = (given: Partial<Call>, fn: AnyFunction = (args: unknown): unknown => args): Record<string, unknown> =>
  call(given, fn) as Record<string, unknown>;

describe("the arguments of a call", () => {
  it("[CORE-5] inputs win over parameters of the same name", () => {
    expect(argsOf({ parameters: { di: "text", n: 1 }, inputs: { di: "entity" } })).toEqual({
      di: "entity",
      n: 1,
      signal,
    });
  });

  it("[CORE-6] a project given as parameter or input is overridden", () => {
    const given = { parameters: { project: "a" }, inputs: { project: "b" }, reserved: { signal, project: "real" } };
    expect(argsOf(given)["project"]).toBe("real");
  });

  it("[CORE-6] no caller gives project, run or signal, also where there is nothing to give for them", () => {
    const forged = { project: "a", run: "b", signal: "c" };
    expect(argsOf({ parameters: forged, inputs: forged, reserved: {} })).toEqual({});
    expect(argsOf({ parameters: forged, reserved: { project: undefined } })).toEqual({});
  });

  it("[CORE-7] [SEED-4] in a local run context, event and events come from parameters", () => {
    const given = { context: "a", event: "b", events: "c" };
    expect(argsOf({ parameters: given })).toEqual({ ...given, signal });
    expect(argsOf({ parameters: given, reserved: { signal, context: undefined } })["context"]).toBe("a");
  });

  it("[CORE-7] [SEED-4] in remote execution they are those of the worker, and events is the event", () => {
    const given = { context: "a", event: "b", events: "c" };
    const reserved = { signal, context: { real: 1 }, event: { real: 2 } };
    expect(argsOf({ parameters: given, reserved })).toEqual({ ...reserved, events: { real: 2 } });
  });

  it("[CORE-5] a parameter called __proto__ is a parameter", () => {
    const args = argsOf({ parameters: JSON.parse('{"__proto__": {"polluted": true}}') as Record<string, unknown> });
    expect(Object.hasOwn(args, "__proto__")).toBe(true);
    expect(args["polluted"]).toBeUndefined();
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("[CORE-5] [CORE-6] [CORE-7] hold for any names", () => {
    const reservedNames = ["project", "run", "signal", "context", "event", "events"] as const;
    const names = fc.constantFrom("a", "b", ...reservedNames, "__proto__", "constructor");
    const values = (from: string, keys: fc.Arbitrary<string>): fc.Arbitrary<Record<string, unknown>> =>
      fc.array(keys).map((list) => Object.fromEntries(list.map((key) => [key, `${from} ${key}`])));
    const given = [values("parameter", names), values("input", names)] as const;
    const reserved = values("reserved", fc.constantFrom(...reservedNames));
    fc.assert(
      fc.property(...given, reserved, (parameters, inputs, own) => {
        const args = argsOf({ parameters, inputs, reserved: own });
        for (const name of new Set([
          ...Object.keys(parameters),
          ...Object.keys(inputs),
          ...Object.keys(own),
          "events",
        ])) {
          const fromCaller = Object.hasOwn(inputs, name)
            ? inputs[name]
            : Object.hasOwn(parameters, name)
              ? parameters[name]
              : undefined;
          const closed = ["project", "run", "signal"].includes(name);
          const alias = name === "events" && Object.hasOwn(own, "event") ? own["event"] : undefined;
          const expected = alias ?? (Object.hasOwn(own, name) ? own[name] : closed ? undefined : fromCaller);
          expect([name, Object.hasOwn(args, name) ? args[name] : undefined]).toEqual([name, expected]);
        }
      }),
    );
  });

  it("[CORE-10] an input that is declared and not given is an error, and the function is not called", () => {
    let called = false;
    const fn = handler({ inputs: { di: "dataitem" } }, () => (called = true));
    for (const inputs of [undefined, {}, { other: "entity" }, { di: undefined }]) {
      const given = { parameters: { di: "text" }, ...(inputs === undefined ? {} : { inputs }) };
      const refused = { code: "FUNCTION_MISSING_INPUT", message: expect.stringContaining("'di'") as string };
      expect(() => argsOf(given, fn)).toThrow(expect.objectContaining(refused));
    }
    expect(called).toBe(false);
    expect(argsOf({ inputs: { di: "entity" } }, fn)).toBe(true);
  });
});

describe("the schema of parameters", () => {
  const fn = handler(
    { parameters: z.object({ n: z.coerce.number().int(), list: z.array(z.string()).default([]) }) },
    (args) => args,
  );

  it("[CORE-8] [CORE-11] the function sees what the schema makes, at once", () => {
    expect(argsOf({ parameters: { n: "7", project: "forged" } }, fn)).toEqual({ n: 7, list: [], signal });
  });

  it("[CORE-8] a schema may take its time", async () => {
    const positive = z.coerce.number().refine(async (n) => Promise.resolve(n > 0), "too small");
    const parameters = z.object({ n: positive });
    const slow = handler({ parameters }, ({ n }) => n + 1);
    expect(await call({ parameters: { n: "1" } }, slow)).toBe(2);
    await expect(call({ parameters: { n: 0 } }, slow)).rejects.toMatchObject({
      code: "FUNCTION_INVALID_PARAMETERS",
      details: { issues: [{ message: "too small", path: ["n"] }] },
    });
  });

  it("[CORE-8] no parameters are an empty object", () => {
    const all = handler({ parameters: z.object({ n: z.number().default(3) }) }, ({ n }) => n);
    expect(argsOf({}, all)).toBe(3);
  });

  it("[CORE-9] what does not pass is refused with the schema's issues", () => {
    const given = { parameters: { n: 1.5, list: ["a", 2] } };
    expect(() => argsOf(given, fn)).toThrow(
      expect.objectContaining({
        code: "FUNCTION_INVALID_PARAMETERS",
        retryable: false,
        details: {
          issues: [
            { path: ["n"], message: expect.any(String) as string },
            { path: ["list", "1"], message: expect.any(String) as string },
          ],
        },
      }),
    );
  });

  it("[CORE-8] a schema that gives no object is the function's mistake", () => {
    const wrong = handler({ parameters: z.object({}).transform(() => 5) as never }, () => 1);
    expect(() => argsOf({}, wrong)).toThrow(expect.objectContaining({ code: "FUNCTION_INVALID_HANDLER" }));
  });

  it("[CORE-11] what the function throws or returns passes as it is", async () => {
    const failure = new Error("mine");
    const promise = Promise.resolve(1);
    expect(argsOf({}, () => promise)).toBe(promise);
    expect(() =>
      argsOf({}, () => {
        throw failure;
      }),
    ).toThrow(failure);
    await expect(call({}, () => Promise.reject(failure))).rejects.toBe(failure);
  });
});
