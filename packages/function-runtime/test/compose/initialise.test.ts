import { describe, expect, it } from "vitest";
import { createContext } from "../../src/compose/create-context.ts";
import { initialise } from "../../src/compose/execute.ts";
import { loadedOf } from "../../src/compose/loaded-of.ts";
import { handler } from "../../src/index.ts";

describe("init", () => {
  it("[CORE-12] [SEED-12] runs once and is awaited, with the context and all init parameters as one object", async () => {
    const seen: unknown[] = [];
    const init = async (context: unknown, initParameters: unknown): Promise<void> => {
      await Promise.resolve();
      seen.push([context, initParameters]);
    };
    const loaded = loadedOf(() => 1, "main:f", init);
    const context = createContext();
    const first = initialise(loaded, context, { param1: 1, param2: "b" });
    expect(seen).toEqual([]);
    await Promise.all([first, initialise(loaded, context, { param1: 1, param2: "b" })]);
    expect(seen).toEqual([[context, { param1: 1, param2: "b" }]]);
  });

  it("[CORE-12] each loaded function has its own", async () => {
    let runs = 0;
    const fn = handler({ init: () => void runs++ }, () => 1);
    await initialise(loadedOf(fn), createContext());
    await initialise(loadedOf(fn), createContext());
    expect(runs).toBe(2);
  });

  it("[CORE-45] an init that is given wins over that of handler()", async () => {
    const ran: string[] = [];
    const fn = handler({ init: () => void ran.push("own") }, () => 1);
    await initialise(
      loadedOf(fn, "f", () => void ran.push("given")),
      createContext(),
    );
    expect(ran).toEqual(["given"]);
  });

  it("[CORE-13] what it throws is the cause of a coded error, for all who wait", async () => {
    const failure = new Error("no model");
    const loaded = loadedOf(
      () => 1,
      "main:f",
      () => Promise.reject(failure),
    );
    for (const attempt of [initialise(loaded, createContext()), initialise(loaded, createContext())]) {
      await expect(attempt).rejects.toMatchObject({
        code: "FUNCTION_INIT_FAILED",
        message: expect.stringContaining("main:f failed: no model") as string,
        cause: failure,
      });
    }
  });

  it("[CORE-13] init parameters without an init are an error", async () => {
    const attempt = initialise(
      loadedOf(() => 1, "main:f"),
      createContext(),
      { model: "a" },
    );
    await expect(attempt).rejects.toMatchObject({
      code: "FUNCTION_INIT_FAILED",
      message: expect.stringContaining("model") as string,
    });
    await initialise(
      loadedOf(() => 1, "main:g"),
      createContext(),
      {},
    );
  });
});
