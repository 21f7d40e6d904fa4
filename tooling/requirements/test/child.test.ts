import { spawn } from "node:child_process";
import { once } from "node:events";
import { expect, test } from "vitest";
import { runChild } from "../src/child.ts";

const node = (script: string, limitMs = 60_000) => runChild(process.execPath, ["-e", script], ".", limitMs);

test("a command's exit code and both of its streams come back", async () => {
  expect(await node(`console.log("out"); console.error("err"); process.exitCode = 3;`)).toEqual({
    exitCode: 3,
    output: expect.stringMatching(/out[\s\S]*err|err[\s\S]*out/),
    hung: false,
  });
});

// The grandchild holds the output pipe: if it outlived its parent, the promise would not settle.
test("a command that does not end is killed with the processes that it started", async () => {
  const endless = JSON.stringify("for (;;);");
  const script = `require("node:child_process").spawn(process.execPath, ["-e", ${endless}], { stdio: "inherit" });`;
  expect(await node(script, 2000)).toEqual({ hung: true, exitCode: null, output: "" });
});

test("Ctrl-C kills the command, rejects, and leaves no listener behind", async () => {
  const script = `
    import { runChild } from ${JSON.stringify(new URL("../src/child.ts", import.meta.url).href)};
    const running = runChild(process.execPath, ["-e", "setInterval(() => {}, 1000)"], ".", 600_000);
    process.stdout.write("ready");
    try { await running; } catch (error) { console.log(error.message, process.listenerCount("SIGINT")); }`;
  const outer = spawn(process.execPath, ["--input-type=module", "-e", script]);
  let output = "";
  outer.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
    if (output === "ready") outer.kill("SIGINT");
  });
  expect(await once(outer, "close")).toEqual([0, null]);
  expect(output).toBe("readyinterrupted 0\n");
});

test("a command that does not exist rejects", async () => {
  await expect(runChild("/no/such/command", [], ".", 1000)).rejects.toThrow("ENOENT");
});
