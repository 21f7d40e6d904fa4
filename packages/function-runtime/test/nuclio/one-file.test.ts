import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import process from "node:process";
import { freePort, tempFolder } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { startMockProcessor } from "../../src/testing.ts";
import { bundleWrapper } from "../equivalence/bundle.ts";
import { fixtures } from "./support/wrapper.ts";

/** The wrapper in a folder of its own, with what it is started with from a shell. */
const wrapperIn = async (folder: string): Promise<string> => {
  const wrapper = path.join(folder, "wrapper.mjs");
  await writeFile(wrapper, await bundleWrapper());
  return wrapper;
};

test("[NUC-28] a wrapper that listens ends when its processor ends before it has connected", async () => {
  await using folder = await tempFolder();
  const wrapper = await wrapperIn(folder.path);
  const life = path.join(folder.path, "life");
  await writeFile(life, "");
  const said = (): Promise<string> => readFile(life, "utf8");
  const args = [wrapper, `127.0.0.1:${await freePort()}`, path.join(fixtures, "lifecycle.mjs"), "handler"];
  // The shell is the parent, and stays until its input ends.
  const env = { ...process.env, LIFE: life };
  const shell = spawn("sh", ["-c", '"$0" "$@" & cat', process.execPath, ...args], {
    env,
    stdio: ["pipe", "ignore", "ignore"],
  });
  await expect.poll(said).toContain("initialised");
  shell.stdin.end();
  await expect.poll(said).toContain("terminated");
});

test("[NUC-22] a processor that is not there is an error that names its address", async () => {
  await using folder = await tempFolder();
  const socket = path.join(folder.path, "none");
  const child = spawn(process.execPath, [
    await wrapperIn(folder.path),
    socket,
    path.join(fixtures, "classic.cjs"),
    "handler",
  ]);
  let printed = "";
  child.stderr.on("data", (chunk: Buffer) => (printed += chunk.toString()));
  expect(await once(child, "close")).toEqual([1, null]);
  expect(printed).toMatch(/\[FUNCTION_NUCLIO_CONNECTION\] cannot connect to .*none: connect ENOENT/);
});

test("[NUC-37] the wrapper imports nothing but Node's own modules, and runs from any folder", async () => {
  const source = await bundleWrapper();
  const imported = [...source.matchAll(/^import [^;]*?from "([^"]+)"|^import "([^"]+)"/gm)].map(([, a, b]) => a ?? b);
  expect(imported.length).toBeGreaterThan(0);
  expect(imported.filter((name) => !name?.startsWith("node:"))).toEqual([]);

  await using folder = await tempFolder();
  const wrapper = path.join(folder.path, "wrapper.js");
  await writeFile(wrapper, source);
  await copyFile(path.join(fixtures, "classic.cjs"), path.join(folder.path, "handler.cjs"));
  await using processor = await startMockProcessor({
    wrapper,
    handler: `${path.join(folder.path, "handler.cjs")}:handler`,
  });
  expect((await processor.send()).body.toString()).toBe("ok");
});
