import { describe, expect, it } from "vitest";
import type { Output } from "../../src/compose/call.ts";
import { createContext } from "../../src/compose/create-context.ts";
import { execute, initialise } from "../../src/compose/execute.ts";
import { loadedOf } from "../../src/compose/loaded-of.ts";
import { handler, type AnyFunction, type Dataitem, type FunctionContext, type Project } from "../../src/index.ts";

interface Given {
  readonly parameters?: Record<string, unknown>;
  readonly inputs?: Record<string, unknown>;
  readonly reserved?: Record<string, unknown>;
}

async function outputsOf(fn: AnyFunction, { reserved, ...given }: Given = {}): Promise<readonly Output[]> {
  const { outputs } = await execute(loadedOf(fn), {
    ...given,
    reserved: { signal: new AbortController().signal, ...reserved },
  });
  return outputs;
}

describe("the forms of a function", () => {
  it("[SEED-7] 1. a simple function that returns a string", async () => {
    const func1 = (): string => "hello world";
    expect(await outputsOf(func1)).toEqual([{ name: "output_0", as: "result", value: "hello world" }]);
  });

  it("[SEED-8] [SEED-6] 2. wrapped, so that what it returns has a name", async () => {
    const func2 = handler({ outputs: ["result"] }, () => "hello world");
    expect(await outputsOf(func2)).toEqual([{ name: "result", as: "result", value: "hello world" }]);
  });

  it("[SEED-9] [SEED-3] 3. with the project", async () => {
    const logged: unknown[] = [];
    const project = { logArtifact: async (artifact: unknown) => Promise.resolve(logged.push(artifact)) };
    const func3 = async ({ project: given }: { project: Project }): Promise<void> => {
      await given.logArtifact({ name: "example", kind: "artifact", sourcePath: "/path/to/file" });
    };
    expect(await outputsOf(func3, { reserved: { project } })).toEqual([]);
    expect(logged).toEqual([{ name: "example", kind: "artifact", sourcePath: "/path/to/file" }]);

    const wrong = ({ project: given }: { project: { someMethodNotFromSdk: () => void } }): void =>
      given.someMethodNotFromSdk();
    await expect(outputsOf(wrong, { reserved: { project } })).rejects.toThrow(TypeError);
  });

  it("[SEED-10] 4. with context and events, in remote execution", async () => {
    const lines: unknown[] = [];
    const log = (fields: object, message: string): void => void lines.push([message, fields]);
    const context = createContext({ logger: { debug: log, info: log, warn: log, error: log } });
    const func4 = ({ context: given, events }: { context: FunctionContext; events: { body: unknown } }): unknown => {
      given.logger.info("Some log");
      given.logger.child({ worker: 1 }).warn({ disk: 1 }, "as other loggers");
      given.logger.error("with fields", { disk: 2 });
      return events.body;
    };
    expect(await outputsOf(func4, { reserved: { context, event: { body: "a" } } })).toMatchObject([{ value: "a" }]);
    expect(lines).toEqual([
      ["Some log", {}],
      ["as other loggers", { worker: 1, disk: 1 }],
      ["with fields", { disk: 2 }],
    ]);
  });

  it("[SEED-11] [SEED-5] [SEED-14] 5. with mixed arguments", async () => {
    const func5 = ({ di, param1 }: { di: Dataitem; param1: string }): string => `${di.name} ${param1}`;
    const given = { inputs: { di: { name: "item" } }, parameters: { param1: "some value" } };
    expect(await outputsOf(func5, given)).toMatchObject([{ value: "item some value" }]);
  });

  it("[SEED-12] [SEED-32] 6. an init function", async () => {
    const init = ({ userData }: FunctionContext, { param1, param2 }: { param1: string; param2: number }): void => {
      userData["greeting"] = param1.repeat(param2);
    };
    const fn = ({ context: { userData } }: { context: FunctionContext }): unknown => userData["greeting"];
    const loaded = loadedOf(fn, "main:fn", init);
    const context = createContext();
    await initialise(loaded, context, { param1: "ho", param2: 2 });
    const { value } = await execute(loaded, { reserved: { context } });
    expect(value).toBe("hoho");
  });
});
