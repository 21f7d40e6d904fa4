import { describe, expect, it } from "vitest";
import { nodeCommand } from "../../src/descriptor/node-command.ts";
import { shellWords } from "../../src/descriptor/shell-words.ts";

const command = (path: string, args = "") =>
  nodeCommand(path, shellWords(args) ?? [], "/flows", { HOME: "/home/mill" });

describe("what a node's path and args start", () => {
  it.each([
    [
      "camera.js",
      "a b",
      { script: "/flows/camera.js", scriptArgs: ["a", "b"], runtimeArgs: [], executable: process.execPath },
    ],
    ["./camera.ts", "", { script: "/flows/camera.ts", scriptArgs: [] }],
    [
      "node",
      "camera.mjs --fast",
      { executable: "node", script: "/flows/camera.mjs", scriptArgs: ["--fast"], args: ["camera.mjs", "--fast"] },
    ],
    [
      "node",
      "--import ./hook.mjs -C dev camera.ts x",
      { script: "/flows/camera.ts", runtimeArgs: ["--import", "./hook.mjs", "-C", "dev"], scriptArgs: ["x"] },
    ],
    ["/usr/bin/node", "dist/camera", { executable: "/usr/bin/node", script: "/flows/dist/camera" }],
    ["tsx", "camera.ts", { executable: "tsx", script: "/flows/camera.ts" }],
    [
      "bun",
      "run camera.ts y",
      { executable: "bun", script: "/flows/camera.ts", scriptArgs: ["y"], runtimeArgs: ["run"] },
    ],
    ["$HOME/camera.js", "", { script: "/home/mill/camera.js" }],
  ])("[YAML-13] %s %s is a script", (path, args, expected) => {
    expect(command(path, args)).toMatchObject({ kind: "script", cwd: "/flows", ...expected });
  });

  it.each([
    ["plot.py", "--fast", { executable: "python", args: ["-u", "/flows/plot.py", "--fast"] }],
    ["python", "-u plot.py", { executable: "python", args: ["-u", "plot.py"] }],
    ["node", "--version", { executable: "node", args: ["--version"] }],
    ["node", "-e 'console.log(1)'", { args: ["-e", "console.log(1)"] }],
    ["./target/camera", "", { executable: "/flows/target/camera" }],
    ["/opt/camera", "", { executable: "/opt/camera" }],
    ["camera", "", { executable: "camera" }],
    ["$OTHER/camera", "", { executable: "/flows/$OTHER/camera" }],
  ])("[YAML-13] %s %s is a process", (path, args, expected) => {
    expect(command(path, args)).toMatchObject({ kind: "process", cwd: "/flows", ...expected });
  });

  it.each([
    ["millrace-dataflow", "operators --operator a=./a.ts"],
    ["node_modules/.bin/millrace-dataflow", "operators --operator a=./a.ts"],
    [
      "node",
      "-C dev --import ./hook.mjs node_modules/@millrace/dataflow-runtime/src/cli.ts operators --operator a=./a.ts",
    ],
    ["npx", "millrace-dataflow operators --operator a=./a.ts"],
    ["node", "node_modules/@millrace/dataflow-runtime/dist/cli.js operators --operator a=./a.ts"],
  ])("[YAML-13] %s %s is our operator host", (path, args) => {
    expect(command(path, args)).toMatchObject({ kind: "operators", hostArgs: ["--operator", "a=./a.ts"] });
  });

  it("[YAML-13] starts nothing for a dynamic node, and our command for what is no host", () => {
    expect(command("dynamic", "x")).toEqual({ kind: "dynamic" });
    expect(command("millrace-dataflow", "check operators")).toMatchObject({ kind: "process" });
  });
});

// What dora 1.1.0 was seen to give to a process.
describe("args are split as dora splits them", () => {
  it.each([
    [String.raw`a 'b c' "d \"e" f\ g $HOME ~ "$HOME" ''`, ["a", "b c", 'd "e', "f g", "$HOME", "~", "$HOME", ""]],
    ["  a\tb\n c ", ["a", "b", "c"]],
    ["a # b\nc", ["a", "c"]],
    ["a#b", ["a#b"]],
    [String.raw`'a\b' "a\b" "\$"`, ["a\\b", "a\\b", "$"]],
    ["a'b'\"c\"d", ["abcd"]],
    ["a\\\nb", ["ab"]],
    ["", []],
  ])("[YAML-13] %j", (text, words) => expect(shellWords(text)).toEqual(words));

  it.each(["'", '"a', "a\\", '"a\\"'])("[YAML-13] %j is not closed", (text) =>
    expect(shellWords(text)).toBeUndefined(),
  );
});
