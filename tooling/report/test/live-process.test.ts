import { spawn } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { FakeTerminal } from "./support.ts";

interface Ended {
  readonly terminal: FakeTerminal;
  readonly code: number | null;
}

/** Runs the fixture until it ends, or until it has drawn and is killed, and plays what it wrote on a terminal. */
async function run(end: string, kill?: NodeJS.Signals): Promise<Ended> {
  const fixture = `${import.meta.dirname}/fixtures/endless.ts`;
  const child = spawn(process.execPath, ["--conditions=@millrace/source", fixture, end], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  const written = text(child.stdout);
  if (kill !== undefined) {
    await once(child.stdout, "data");
    child.kill(kill);
  }
  const [code] = (await once(child, "close")) as [number | null];
  const terminal = new FakeTerminal();
  terminal.write(await written);
  return { terminal, code };
}

describe("a program with a live view", () => {
  it.each(["SIGINT", "SIGTERM", "SIGKILL"] as const)("leaves the cursor visible when %s ends it", async (signal) => {
    const { terminal } = await run("never", signal);
    expect(terminal.written).toContain("\u001b[?25l");
    expect(terminal.cursorVisible).toBe(true);
  });

  it.each([
    ["throw", 1],
    ["exit", 3],
  ])("leaves the cursor visible, below the tree, when it ends by %s", async (end, expected) => {
    const { terminal, code } = await run(end);
    expect(code).toBe(expected);
    expect(terminal.cursorVisible).toBe(true);
    expect(terminal.screen.at(-1)).toMatch(/^1 running in /);
  });

  it("ends by itself once the view is finished", async () => {
    const { terminal, code } = await run("finish");
    expect(code).toBe(0);
    expect(terminal.screen).toEqual(["Endless", expect.stringMatching(/^. work {2}running/), "done"]);
  });
});
