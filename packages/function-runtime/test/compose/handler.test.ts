import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { declarationOf, handler } from "../../src/index.ts";
import { callFunction } from "../../src/testing.ts";

const codes = [
  "FUNCTION_INVALID_HANDLER",
  "FUNCTION_INVALID_NAME",
  "PROTOCOL_INVALID_OPTION",
  "PROTOCOL_UNKNOWN_OPTION",
];

const refusedBy = (make: () => unknown): string => {
  try {
    make();
  } catch (error) {
    return (error as { code: string }).code;
  }
  return "nothing";
};

describe("handler", () => {
  it("[CORE-2] keeps what it was told, and nothing can change it", () => {
    const schema = z.object({ n: z.number() });
    const init = (): void => undefined;
    const options = {
      inputs: { di: "dataitem" },
      parameters: schema,
      outputs: ["a", { name: "b", kind: "result" }],
      init,
    } as const;
    const declaration = declarationOf(handler(options, () => 1));
    expect(declaration).toEqual({
      inputs: { di: "dataitem" },
      parameters: schema,
      outputs: [{ name: "a" }, { name: "b", kind: "result" }],
      init,
    });
    expect(() => Object.assign(declaration.inputs, { other: "model" })).toThrow(TypeError);
    expect(() => Object.assign(declaration, { outputs: [] })).toThrow(TypeError);
  });

  it.each([
    ["an unknown option", { output: ["a"] }, "PROTOCOL_UNKNOWN_OPTION"],
    ["an input with a reserved name", { inputs: { project: "artifact" } }, "FUNCTION_INVALID_HANDLER"],
    [
      "an input with a name that only remote runs reserve",
      { inputs: { event: "artifact" } },
      "FUNCTION_INVALID_HANDLER",
    ],
    ["an unknown type of input", { inputs: { di: "table" } }, "PROTOCOL_INVALID_OPTION"],
    ["what is no schema", { parameters: { n: "number" } }, "FUNCTION_INVALID_HANDLER"],
    ["an init that is no function", { init: "init" }, "FUNCTION_INVALID_HANDLER"],
    ["outputs that are no list", { outputs: "a" }, "FUNCTION_INVALID_HANDLER"],
    ["an output of no name", { outputs: [""] }, "FUNCTION_INVALID_NAME"],
    ["an output whose name is a path", { outputs: ["../a"] }, "FUNCTION_INVALID_NAME"],
    ["inputs that are nothing", { inputs: null }, "FUNCTION_INVALID_HANDLER"],
    ["an output that is nothing", { outputs: [null] }, "FUNCTION_INVALID_NAME"],
    ["two outputs of one name", { outputs: ["a", { name: "a" }] }, "FUNCTION_INVALID_HANDLER"],
    ["an unknown kind of output", { outputs: [{ name: "a", kind: "table" }] }, "PROTOCOL_INVALID_OPTION"],
    ["an unknown option of an output", { outputs: [{ name: "a", type: "b" }] }, "PROTOCOL_UNKNOWN_OPTION"],
  ])("[CORE-2] refuses %s", (_what, options, code) => {
    expect(refusedBy(() => handler(options as never, () => 1))).toBe(code);
  });

  it("[CORE-2] refuses to declare something else than a function", () => {
    expect(refusedBy(() => handler({}, "fn" as never))).toBe("FUNCTION_INVALID_HANDLER");
  });

  it("[CORE-2] refuses whatever else it is given by a code", () => {
    const name = fc.constantFrom(
      "inputs",
      "parameters",
      "outputs",
      "init",
      "name",
      "kind",
      "project",
      "__proto__",
      "a",
    );
    const value = fc.letrec((again) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        fc.anything({ maxDepth: 1 }),
        fc.constantFrom("dataitem", "result", "a", ""),
        fc.array(again("any"), { maxLength: 3 }),
        fc.array(fc.tuple(name, again("any")), { maxLength: 3 }).map((entries) => Object.fromEntries(entries)),
      ),
    })).any;
    fc.assert(
      fc.property(value, (options) => {
        expect(["nothing", ...codes]).toContain(refusedBy(() => handler(options as never, () => 1)));
      }),
      { numRuns: 500 },
    );
  });

  it("[CORE-3] is the function itself when it is called by hand", () => {
    const given = { n: "no number" } as never;
    const fn = handler({ parameters: z.object({ n: z.number() }), outputs: ["a"] }, function square(args) {
      return args;
    });
    expect(fn(given)).toBe(given);
    expect(fn.name).toBe("square");
  });

  it("[CORE-3] leaves the function that it wraps as it was", () => {
    const plain = ({ n }: { n: number }): number => n;
    handler({ outputs: ["a"] }, plain);
    expect(declarationOf(plain).outputs).toEqual([]);
  });

  it("[CORE-4] is read by another copy of the package", async () => {
    const again = "../../src/handler.ts?copy";
    const copy = (await import(again)) as { handler: typeof handler };
    expect(copy.handler).not.toBe(handler);
    expect(declarationOf(copy.handler({ outputs: ["a"] }, () => 1)).outputs).toEqual([{ name: "a" }]);
  });

  it("[CORE-4] a plain function declares nothing", () => {
    expect(declarationOf(() => 1)).toEqual({ inputs: {}, outputs: [] });
  });

  it("[CORE-48] callFunction composes, validates and initialises", async () => {
    const fn = handler(
      {
        parameters: z.object({ n: z.coerce.number() }),
        init: async (context, { by }: { by: number }) => {
          await Promise.resolve();
          context.userData["by"] = by;
        },
      },
      ({ n, context, signal }) => n * (context?.userData["by"] as number) + (signal.aborted ? 1 : 0),
    );
    const { createContext } = await import("../../src/testing.ts");
    const context = createContext();
    expect(await callFunction(fn, { parameters: { n: "4" }, context, initParameters: { by: 10 } })).toBe(40);
    await expect(callFunction(fn, { parameters: { n: "x" } })).rejects.toMatchObject({
      code: "FUNCTION_INVALID_PARAMETERS",
    });
    await expect(callFunction(fn, { params: {} } as never)).rejects.toMatchObject({ code: "PROTOCOL_UNKNOWN_OPTION" });
  });
});
