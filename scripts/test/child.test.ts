import process from "node:process";
import { expect, it } from "vitest";
import { runForLastLine } from "../lib/child.mjs";
import { run } from "../lib/process.mjs";
import { scratch } from "./scratch.ts";

const node = (code: string) => [process.execPath, "-e", code];
const options = (cwd: string, timeoutMs = 60_000) => {
  const lines: string[] = [];
  return { lines, cwd, env: process.env, timeoutMs, onLine: (text: string) => void lines.push(text) };
};

it("hands on every line but the last, which it returns", async () => {
  const child = options(scratch());
  const outcome = await runForLastLine(node('console.log("one\\ntwo"); console.log("{}"); process.exit(3)'), child);
  expect(outcome).toEqual({ code: 3, lastLine: "{}", timedOut: false });
  expect(child.lines).toEqual(["one", "two"]);
});

it("returns an empty line for a program that says nothing", async () => {
  expect(await runForLastLine(node(""), options(scratch()))).toEqual({ code: 0, lastLine: "", timedOut: false });
});

/** Starts a program that never ends and holds the output that it inherits: while it lives, the run cannot end. */
const leaves = `
  const forever = [process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" }];
  require("node:child_process").spawn(...forever).unref();
  console.log("started");
`;

it("leaves nothing running of a program that ended", async () => {
  const outcome = await runForLastLine(node(leaves), options(scratch()));
  expect(outcome).toEqual({ code: 0, lastLine: "started", timedOut: false });
});

it("stops a program that hangs, and what it started", async () => {
  const outcome = await runForLastLine(node(`${leaves} setInterval(() => {}, 1000)`), options(scratch(), 1000));
  expect(outcome).toMatchObject({ code: 1, timedOut: true });
});

it("names a program that is not there", async () => {
  const nothing = ["no-such-program-here"];
  const missing = "no-such-program-here could not be started";
  await expect(runForLastLine(nothing, options(scratch()))).rejects.toThrow(missing);
  await expect(run(nothing, { cwd: scratch(), env: process.env })).rejects.toThrow(missing);
});

it("keeps the output of a quiet run", async () => {
  const command = node('console.log("out"); console.error("err"); process.exit(4)');
  const { code, output } = await run(command, { cwd: scratch(), env: process.env, quiet: true });
  expect(code).toBe(4);
  expect(output.split("\n").sort()).toEqual(["", "err", "out"]);
});
