import { spawn } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it } from "vitest";

/** Runs the fixture command as a program of its own. */
function start(...argv: readonly string[]): ReturnType<typeof spawn> {
  const fixture = `${import.meta.dirname}/fixtures/mill.ts`;
  return spawn(process.execPath, ["--conditions=@millrace/source", fixture, ...argv], {
    stdio: ["ignore", "pipe", "inherit"],
  });
}

describe("runMain", () => {
  it("takes the process's arguments and sets its exit code", async () => {
    expect(await once(start("end", "--no"), "exit")).toEqual([1, null]);
    expect(await once(start("end"), "exit")).toEqual([0, null]);
  });

  it("asks the verb to stop at the first signal, and lets it end", async () => {
    const child = start("wait", "politely");
    await once(child.stdout!, "data");
    child.kill("SIGINT");
    expect(await once(child, "exit")).toEqual([130, null]);
  });

  it("ends a verb that does not listen at the second signal", async () => {
    const child = start("wait", "deaf");
    await once(child.stdout!, "data");
    child.kill("SIGTERM");
    await once(child.stdout!, "data");
    child.kill("SIGTERM");
    expect(await once(child, "exit")).toEqual([143, null]);
  });

  it("ends quietly when its reader has gone", async () => {
    const child = start("flood");
    await once(child.stdout!, "data");
    child.stdout!.destroy();
    expect(await once(child, "exit")).toEqual([0, null]);
  });
});
