import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createCommand, exitCodes, type MillraceCommand } from "../src/index.ts";
import { run } from "./support.ts";

const mill = (): MillraceCommand =>
  createCommand({ name: "mill", version: "1.2.3", description: "Turns a wheel." })
    .verb({
      name: "grind",
      summary: "Grind grain",
      arguments: { grain: { summary: "what", optional: true } },
      options: {
        stones: { type: "number", summary: "how many", short: "s" },
        grade: { type: "string", summary: "how fine", choices: ["fine", "coarse"] },
        param: { type: "parameters", summary: "parameters" },
        dryRun: { type: "boolean", summary: "only say" },
      },
      run: ({ print, arguments: { grain } }) => {
        if (grain === "sand") throw new Error("stones broke");
        print("ground");
        return { ok: grain !== "chaff", json: { grain: grain ?? null } };
      },
    })
    .verb({ name: "grid", summary: "Draw a grid", run: () => ({ json: [] }) });

describe("any command line", () => {
  const words = fc.constantFrom(
    ..."grind grid grnd rye chaff sand --json --verbose --no-color --help -h -V --version -s 3 --stones x --stones=4".split(
      " ",
    ),
    ..."--grade fine --grade=soft --param a=1 --param=b --dry-run --dry-rnu -- -x help".split(" "),
    "",
  );

  it("ends with a code of the table, never throws, and answers --json with JSON", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(words, { maxLength: 7 }), async (argv) => {
        const { code, stdout, stderr } = await run(mill(), argv.join(" "));
        expect(Object.values(exitCodes)).toContain(code);
        const asksForText = argv.some((word) => ["--help", "-h", "--version", "-V"].includes(word));
        const end = argv.indexOf("--");
        const asksForJson = argv.slice(0, end < 0 ? argv.length : end).includes("--json");
        // What is printed on standard output is one document, or the answer as text.
        expect(() => asksForJson && !asksForText && JSON.parse(stdout)).not.toThrow();
        expect(code === exitCodes.ok || code === exitCodes.failed || /^error \[/m.test(stderr)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("a wrong line with --json", () => {
  it("is a document on standard output and text on standard error", async () => {
    const { code, stdout, stderr } = await run(mill(), "grind --nothing --json");
    expect(code).toBe(exitCodes.usage);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        name: "CliError",
        code: "CLI_UNKNOWN_OPTION",
        message: "[CLI_UNKNOWN_OPTION] unknown option '--nothing'",
        retryable: false,
      },
    });
    expect(stderr).toMatch(/^error \[CLI_UNKNOWN_OPTION\]/);
  });
});

describe("suggestions", () => {
  it("name all verbs that are equally near", async () => {
    expect((await run(mill(), "grin")).stderr).toContain("unknown verb 'grin'; did you mean one of grid, grind?");
  });
});

describe("width", () => {
  const wide = createCommand({ name: "mill", version: "1.0.0", description: "Turns." }).verb({
    name: "list",
    summary: `List ${"very ".repeat(30)}long things`,
    run: ({ printTable }) => {
      printTable({ columns: [{ label: "text" }], rows: [["x".repeat(200)]] });
      return { json: null };
    },
  });
  const longest = (text: string): number => Math.max(...text.split("\n").map((line) => line.length));

  it("of a terminal is kept by tables and by help", async () => {
    expect(longest((await run(wide, "list", { terminal: true })).stdout)).toBe(80);
    expect(longest((await run(wide, "--help", { terminal: true })).stdout)).toBeLessThanOrEqual(
      80 + "\u001b[36m\u001b[39m".length,
    );
  });

  it("of a file has no limit", async () => {
    expect(longest((await run(wide, "list")).stdout)).toBe(200);
  });
});

describe("a command", () => {
  it("can be run more than once, each run for itself", async () => {
    const command = mill();
    const [first, second, third] = await Promise.all([
      run(command, "grind rye --json"),
      run(command, "grind chaff"),
      run(command, "grind sand --verbose"),
    ]);
    expect([first.code, second.code, third.code]).toEqual([exitCodes.ok, exitCodes.failed, exitCodes.internal]);
    expect([first.stderr, second.stdout]).toEqual(["ground\n", "ground\n"]);
    expect((await run(command, "grind rye")).stdout).toBe("ground\n");
  });

  it("has exit codes that nobody can change", () => {
    expect(exitCodes).toEqual({ ok: 0, failed: 1, usage: 2, internal: 70, interrupted: 130 });
    expect(Object.isFrozen(exitCodes)).toBe(true);
  });
});
