import { execFile } from "node:child_process";
import path from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const program = path.resolve(fileURLToPath(import.meta.url), "../../run.mjs");

const run = (...args: string[]): Promise<{ code: unknown; out: string; err: string }> =>
  new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], (error, out, err) => {
      resolve({ code: error === null ? 0 : error.code, out, err });
    });
  });

it("answers an unknown command with those that it knows", async () => {
  const { code, err } = await run("tset");
  expect({ code, err }).toEqual({
    code: 1,
    err: "unknown command 'tset'; known: start, test, interop, soak, bench, doctor, api, pack\n",
  });
});

it.each([
  ["start", "story"],
  ["interop", "engine"],
  ["soak", "suite"],
  ["bench", "suite"],
])("%s answers an unknown name before it does anything else", async (command, kind) => {
  const { code, out, err } = await run(command, "no-such-thing");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toMatch(new RegExp(`^unknown ${kind} 'no-such-thing'; `));
});

it.each([
  ["bench", "--help", "unknown option '--help'; known: --json, --quick, --rounds, --limit-s"],
  ["interop", "--json", "unknown option '--json'; known: none"],
])("%s answers an unknown option before it does anything else", async (command, option, said) => {
  expect(await run(command, option)).toEqual({ code: 1, out: "", err: `${said}\n` });
});

it("takes one name at a time", async () => {
  expect((await run("bench", "a", "b")).err).toBe("one name at a time, not also 'b'\n");
});

it("doctor looks around without touching anything", async () => {
  const { code, out } = await run("doctor");
  expect([0, 1]).toContain(code);
  for (const name of ["platform", "node", "npm", "pnpm", "git", "turbo", "disk"])
    expect(out).toMatch(new RegExp(`^${name} `, "m"));
});
