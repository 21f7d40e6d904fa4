import { MillraceError } from "@millrace/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { createCommand, exitCodes, type MillraceCommand } from "../src/index.ts";
import { run } from "./support.ts";

const command = (): MillraceCommand => createCommand({ name: "mill", version: "1.2.3", description: "Turns a wheel." });

describe("a verb", () => {
  it("gets its arguments and options by name, with their types and defaults", async () => {
    const seen = vi.fn<(values: object, options: object) => void>();
    const mill = command().verb({
      name: "grind",
      summary: "Grind",
      arguments: { grain: { summary: "what" }, more: { summary: "more", optional: true, variadic: true } },
      options: {
        dryRun: { type: "boolean", summary: "only say" },
        stones: { type: "number", summary: "how many", default: 2 },
        speed: { type: "number", summary: "how fast" },
        out: { type: "string", summary: "where", short: "o" },
        label: { type: "strings", summary: "labels" },
        param: { type: "parameters", summary: "parameters", short: "p" },
      },
      run: (call) => {
        seen(call.arguments, call.options);
        return { json: null };
      },
    });
    await run(mill, "grind rye");
    expect(seen).toHaveBeenLastCalledWith(
      { grain: "rye", more: [] },
      { dryRun: false, stones: 2, speed: undefined, out: undefined, label: [], param: {} },
    );
    await run(mill, "grind rye oats --dry-run --stones 3 --speed -1.5 -o x --label a --label b -p n=1 --param t=x");
    expect(seen).toHaveBeenLastCalledWith(
      { grain: "rye", more: ["oats"] },
      { dryRun: true, stones: 3, speed: -1.5, out: "x", label: ["a", "b"], param: { n: 1, t: "x" } },
    );
  });

  it("ends with 0, or with 1 if its verdict is no", async () => {
    const mill = command()
      .verb({ name: "good", summary: "Good", run: () => ({ json: null }) })
      .verb({ name: "bad", summary: "Bad", run: async () => ({ ok: false, json: null }) });
    expect((await run(mill, "good")).code).toBe(exitCodes.ok);
    expect((await run(mill, "bad")).code).toBe(exitCodes.failed);
  });

  it("prints its answer on standard output and its remarks on standard error", async () => {
    const mill = command().verb({
      name: "say",
      summary: "Say",
      run: ({ print, printTable, note }) => {
        print("answer");
        printTable({ columns: [{ label: "n" }], rows: [[1]] });
        note("remark");
        return { json: { n: 1 } };
      },
    });
    expect(await run(mill, "say")).toEqual({ code: 0, stdout: "answer\nn\n─\n1\n", stderr: "remark\n" });
  });

  it("prints one JSON document on standard output with --json, and all else on standard error", async () => {
    const mill = command().verb({
      name: "say",
      summary: "Say",
      run: ({ print, json }) => {
        print(`json: ${json}`);
        return { ok: false, json: { n: [1] } };
      },
    });
    const { code, stdout, stderr } = await run(mill, "say --json");
    expect(code).toBe(exitCodes.failed);
    expect(JSON.parse(stdout)).toEqual({ n: [1] });
    expect(stderr).toBe("json: true\n");
  });

  it("takes the flags that all verbs share before it as well", async () => {
    const mill = command().verb({ name: "say", summary: "Say", run: ({ verbose }) => ({ json: { verbose } }) });
    expect(JSON.parse((await run(mill, "--json --verbose say")).stdout)).toEqual({ verbose: true });
  });

  it("leaves what follows -- to the verb", async () => {
    const mill = command().verb({
      name: "echo",
      summary: "Echo",
      arguments: { words: { summary: "words", variadic: true } },
      run: (call) => {
        call.print(call.arguments.words.join(" "));
        return { json: null };
      },
    });
    expect((await run(mill, "echo -- --json --nothing")).stdout).toBe("--json --nothing\n");
  });
});

describe("help", () => {
  const mill = command().verb({
    name: "grind",
    summary: "Grind grain",
    arguments: { grain: { summary: "what to grind" }, sacks: { summary: "where to", optional: true, variadic: true } },
    options: {
      stoneCount: { type: "number", summary: "how many stones", default: 2 },
      grade: { type: "string", summary: "how fine", choices: ["fine", "coarse"] },
    },
    examples: ["mill grind rye"],
    run: () => ({ json: null }),
  });

  it("lists the verbs with their arguments, and the options of all", async () => {
    const { code, stdout, stderr } = await run(mill, "--help");
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage: mill <verb> \[options\]\n\nTurns a wheel\.\n/);
    expect(stdout).toMatch(/\nVerbs:\n {2}grind <grain> \[sacks\.\.\.\] {2}Grind grain\n/);
    for (const flag of ["--json", "--verbose", "--no-color", "-h, --help", "-V, --version"])
      expect(stdout).toContain(flag);
  });

  it("of a verb shows its arguments, options, defaults, choices and examples", async () => {
    const { stdout } = await run(mill, "grind -h");
    expect(stdout).toContain("Usage: mill grind [options] <grain> [sacks...]");
    expect(stdout).toMatch(/grain {2,}what to grind/);
    expect(stdout).toMatch(/--stone-count <number> {2,}how many stones \(default: 2\)/);
    expect(stdout).toMatch(/--grade <text> {2,}how fine \(choices: "fine", "coarse"\)/);
    expect(stdout).toContain("--json");
    expect(stdout).toMatch(/Examples:\n {2}mill grind rye\n$/);
  });

  it("gives the version", async () => {
    expect(await run(mill, "--version")).toEqual({ code: 0, stdout: "1.2.3\n", stderr: "" });
  });
});

describe("colours", () => {
  const mill = command().verb({
    name: "say",
    summary: "Say",
    run: ({ print, style }) => {
      print(style("red", "hot"));
      return { json: null };
    },
  });

  // Whoever runs the tests may have refused colours.
  beforeEach(() => void vi.stubEnv("NO_COLOR", ""));
  afterEach(() => void vi.unstubAllEnvs());

  it("are for terminals alone", async () => {
    expect((await run(mill, "say", { terminal: true })).stdout).toBe("\u001b[31mhot\u001b[39m\n");
    expect((await run(mill, "say")).stdout).toBe("hot\n");
    expect((await run(mill, "--help", { terminal: true })).stdout).toContain("\u001b[1mUsage:\u001b[22m");
    expect((await run(mill, "--help")).stdout).not.toContain("\u001b");
  });

  it("can be refused by --no-color and by NO_COLOR", async () => {
    expect((await run(mill, "say --no-color", { terminal: true })).stdout).toBe("hot\n");
    vi.stubEnv("NO_COLOR", "1");
    const { stdout, stderr } = await run(mill, "say --nothing", { terminal: true });
    expect(stdout + stderr).not.toContain("\u001b");
  });
});

describe("options of the package's own functions", () => {
  it("are refused when unknown", async () => {
    const wrong = { name: "mill", version: "1", description: "", colour: true };
    expect(() => createCommand(wrong)).toThrow(expect.objectContaining({ code: "PROTOCOL_UNKNOWN_OPTION" }));
    expect(() => command().run([], { outptu: 1 } as never)).toThrow("did you mean 'output'?");
  });
});

describe("an interrupted command", () => {
  const waiting = (end: (signal: AbortSignal) => { readonly ok?: boolean; readonly json: unknown }): MillraceCommand =>
    command().verb({
      name: "wait",
      summary: "Wait",
      run: async ({ signal }) => {
        await new Promise((resolve) => signal.addEventListener("abort", resolve));
        return end(signal);
      },
    });
  const interrupt = async (mill: MillraceCommand): Promise<Awaited<ReturnType<typeof run>>> => {
    const controller = new AbortController();
    const finished = run(mill, "wait", { signal: controller.signal });
    setImmediate(() => controller.abort());
    return finished;
  };

  it("ends with 130 if the verb gave up", async () => {
    const mill = waiting((signal) => {
      throw signal.reason;
    });
    expect(await interrupt(mill)).toEqual({ code: exitCodes.interrupted, stdout: "", stderr: "interrupted\n" });
    expect((await interrupt(waiting(() => ({ ok: false, json: null })))).code).toBe(exitCodes.interrupted);
  });

  it("ends with 0 if the verb ended as it should, such as a server that was asked to stop", async () => {
    expect((await interrupt(waiting(() => ({ json: null })))).code).toBe(exitCodes.ok);
  });

  it("still reports an error that the interruption did not cause", async () => {
    const mill = waiting(() => {
      throw new MillraceError("MILL_FLOODED", "the mill is under water; wait");
    });
    const { code, stderr } = await interrupt(mill);
    expect({ code, flooded: stderr.includes("MILL_FLOODED") }).toEqual({ code: exitCodes.failed, flooded: true });
  });
});
