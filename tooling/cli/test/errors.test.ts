import { readFile } from "node:fs/promises";
import { MillraceError } from "@millrace/protocol";
import { describe, expect, it } from "vitest";
import { cliErrors, createCommand, exitCodes, type MillraceCommand } from "../src/index.ts";
import { run } from "./support.ts";

const errors = { MILL_DRY: { summary: "The river has no water.", remedy: "Wait for rain." } };

function failing(error: unknown): MillraceCommand {
  return createCommand({ name: "mill", version: "1.0.0", description: "Turns.", errors }).verb({
    name: "turn",
    summary: "Turn",
    options: {
      stones: { type: "number", summary: "stones" },
      grade: { type: "string", summary: "grade", choices: ["fine", "coarse"] },
      key: { type: "string", summary: "key", required: true, default: "k" },
      param: { type: "parameters", summary: "parameters" },
    },
    arguments: { wheel: { summary: "wheel", optional: true } },
    run: () => {
      throw error;
    },
  });
}

describe("a wrong command line ends with 2 and says what to do", () => {
  const mill = failing(new Error("not reached"));
  it.each([
    ["", "[CLI_MISSING_VERB] mill needs a verb: turn"],
    ["trun", "[CLI_UNKNOWN_VERB] unknown verb 'trun'; did you mean 'turn'?"],
    ["xyz", "[CLI_UNKNOWN_VERB] unknown verb 'xyz'\n"],
    ["turn --stnes 3", "[CLI_UNKNOWN_OPTION] unknown option '--stnes'; did you mean '--stones'?"],
    ["--verbse turn", "[CLI_UNKNOWN_OPTION] unknown option '--verbse'; did you mean '--verbose'?"],
    [
      "turn --stones two",
      "[CLI_INVALID_OPTION] option '--stones <number>' argument 'two' is invalid. It is not a number.",
    ],
    ["turn --stones", "[CLI_INVALID_OPTION] option '--stones <number>' argument missing"],
    ["turn --grade soft", "Allowed choices are fine, coarse."],
    ["turn a b", "[CLI_INVALID_ARGUMENT] too many arguments for 'turn'."],
    ["turn --param x", "[CLI_INVALID_PARAMETER] parameter 'x' has no value; write name=value"],
  ])("%s", async (line, expected) => {
    const { code, stdout, stderr } = await run(mill, line);
    expect({ code, stdout }).toEqual({ code: exitCodes.usage, stdout: "" });
    expect(stderr).toMatch(/^error \[/);
    expect(stderr).toContain(expected);
    expect(stderr).toMatch(/what to do: .+--.+\n$/);
  });

  it("a missing argument and a missing required option too", async () => {
    const strict = createCommand({ name: "mill", version: "1.0.0", description: "Turns." })
      .verb({ name: "one", summary: "One", arguments: { wheel: { summary: "wheel" } }, run: () => ({ json: 1 }) })
      .verb({
        name: "two",
        summary: "Two",
        options: { key: { type: "string", summary: "key", required: true } },
        run: (call) => ({ json: call.options.key.length }),
      });
    expect((await run(strict, "one")).stderr).toContain("[CLI_INVALID_ARGUMENT] missing required argument 'wheel'");
    const { code, stderr } = await run(strict, "two");
    expect(code).toBe(exitCodes.usage);
    expect(stderr).toContain("[CLI_INVALID_OPTION] required option '--key <text>' not specified");
  });
});

describe("a coded error ends with 1", () => {
  const dry = new MillraceError("MILL_DRY", "the river at 'ford' is dry; wait", {
    details: { place: "ford" },
    cause: new TypeError("no water", { cause: new Error("no rain") }),
  });

  it("shows its message, its causes and the remedy of its table", async () => {
    const { code, stdout, stderr } = await run(failing(dry), "turn");
    expect({ code, stdout }).toEqual({ code: exitCodes.failed, stdout: "" });
    expect(stderr).toBe(
      "error [MILL_DRY] the river at 'ford' is dry; wait\n  because TypeError: no water\n  because Error: no rain\n  what to do: Wait for rain.\n",
    );
  });

  it("tells no cause twice", async () => {
    const cause = new Error("ENOENT: no river", { cause: new RangeError("no map") });
    const error = new MillraceError("MILL_DRY", "the river cannot be used: ENOENT: no river; dig one", { cause });
    const { stderr } = await run(failing(error), "turn");
    expect(stderr.split("\n").slice(0, 3)).toEqual([
      "error [MILL_DRY] the river cannot be used: ENOENT: no river; dig one",
      "  because RangeError: no map",
      "  what to do: Wait for rain.",
    ]);
  });

  it("ends with 2 if the command says that it blames the command line", async () => {
    const codeOf = async (usageErrors: readonly string[]): Promise<number> => {
      const mill = createCommand({ name: "mill", version: "1.0.0", description: "Turns.", errors, usageErrors });
      const throwing = mill.verb({ name: "turn", summary: "Turn", run: () => Promise.reject(dry) });
      return (await run(throwing, "turn")).code;
    };
    expect(await codeOf(["MILL_DRY"])).toBe(exitCodes.usage);
    expect(await codeOf(["MILL_WET"])).toBe(exitCodes.failed);
  });

  it("shows details and stacks with --verbose", async () => {
    const { stderr } = await run(failing(dry), "turn --verbose");
    expect(stderr).toContain('details: {"place":"ford"}');
    expect(stderr.match(/^ {6}at /gm)!.length).toBeGreaterThan(3);
    expect(stderr).toContain("  TypeError: no water\n");
  });

  it("is a JSON document with --json, its stack only with --verbose", async () => {
    const { stdout } = await run(failing(dry), "turn --json");
    expect(JSON.parse(stdout)).toEqual({
      error: {
        name: "MillraceError",
        code: "MILL_DRY",
        message: "[MILL_DRY] the river at 'ford' is dry; wait",
        retryable: false,
        details: { place: "ford" },
        cause: expect.objectContaining({ message: "no water" }),
      },
    });
    expect(JSON.parse((await run(failing(dry), "turn --json --verbose")).stdout).error.stack).toContain("MILL_DRY");
  });

  it("of another copy of the package is recognised, and needs no table", async () => {
    const foreign = Object.assign(Object.create(MillraceError.prototype) as Error, {
      code: "OTHER_BAD",
      message: "[OTHER_BAD] bad",
    });
    const { code, stderr } = await run(failing(foreign), "turn");
    expect({ code, stderr }).toEqual({ code: exitCodes.failed, stderr: "error [OTHER_BAD] bad\n" });
  });
});

describe("any other error is a defect and ends with 70", () => {
  it("shows its name and asks for --verbose", async () => {
    const { code, stderr } = await run(failing(new RangeError("too far")), "turn");
    expect(code).toBe(exitCodes.internal);
    expect(stderr).toMatch(/^error \[INTERNAL\] RangeError: too far\n.*--verbose/);
  });

  it("survives what is thrown that is no error, and causes in a circle", async () => {
    expect((await run(failing("text"), "turn --verbose")).stderr).toBe("error [INTERNAL] text\n");
    const [a, b] = [new Error("a"), new Error("b")];
    a.cause = b;
    b.cause = a;
    expect((await run(failing(a), "turn")).stderr.match(/because/g)).toHaveLength(1);
    expect(JSON.parse((await run(failing(undefined), "turn --json")).stdout)).toEqual({
      error: { code: "INTERNAL", message: "undefined" },
    });
  });

  it("also when the answer is not JSON", async () => {
    const mill = createCommand({ name: "mill", version: "1.0.0", description: "Turns." }).verb({
      name: "turn",
      summary: "Turn",
      run: () => ({ json: 1n }),
    });
    expect((await run(mill, "turn --json")).code).toBe(exitCodes.internal);
  });
});

it("every code of the table is tested here", async () => {
  const source = await readFile(import.meta.filename, "utf8");
  for (const code of Object.keys(cliErrors)) expect(source).toContain(`[${code}]`);
});
