import { expect, test } from "vitest";
import { must, run } from "../src/command.ts";
import { startProcess } from "../src/engine-process.ts";

const node = process.execPath;

test("a command's output and code", async () => {
  const program =
    "process.stdin.on('data', (text) => console.log(text + '!')); console.error('aside'); process.exitCode = 3";
  const result = await run(node, ["-e", program], { input: "hello" });
  expect(result).toMatchObject({ code: 3, stdout: "hello!\n" });
  expect(result.output).toContain("aside");
});

test("a command that cannot be started has the code -1, and holds nobody up", async () => {
  const timers = (): number => process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  const before = timers();
  expect(await run("no-such-command", [])).toMatchObject({ code: -1 });
  expect(timers()).toBe(before);
});

test("a command that must succeed and does not names itself and its output", async () => {
  const failing = must(node, ["-e", "console.log('why'); process.exit(2)"]);
  await expect(failing).rejects.toThrow(/^\[ENGINE_COMMAND_FAILED\].*ended with code 2:\nwhy/s);
});

test("a process is waited for by a line that it prints, and ends when it is disposed", async () => {
  const program = "console.log('starting'); console.log('port 7'); setInterval(() => {}, 1000)";
  const running = startProcess(node, ["-e", program]);
  expect(await running.line(/^port/)).toBe("port 7");
  await running[Symbol.asyncDispose]();
  expect(await running.ended).toBe("SIGKILL");
});

test("a process that ends before it printed the line says what it printed", async () => {
  await using running = startProcess(node, ["-e", "console.error('no room'); process.exit(4)"]);
  await expect(running.line(/^port/)).rejects.toThrow(/ended with 4 before it printed \^port:\nno room/);
});
