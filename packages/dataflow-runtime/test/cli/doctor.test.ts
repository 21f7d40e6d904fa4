import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { chmod, writeFile } from "node:fs/promises";
import { tempFolder } from "@millrace/protocol/testing";
import { expect, test } from "vitest";
import { doraCommand, lookupPort, nodeVersion, pythonNodes, typeScript } from "../../src/cli/doctor-checks.ts";
import { runVerb } from "./support/run-verb.ts";

const { signal } = new AbortController();

test("[YAML-5] doctor tells what is there and what to do about the rest", async () => {
  const { code, stdout } = await runVerb(["doctor"]);
  expect(code).toBe(0);
  for (const check of ["Node", "TypeScript", "dynamic nodes", "apache-arrow", "Python nodes", "dora"])
    expect(stdout).toContain(check);
});

test("[YAML-5] doctor fails on a Node that is too old", () => {
  expect(nodeVersion("22.12.0").status).toBe("ok");
  expect(nodeVersion("22.11.9")).toMatchObject({ status: "fail", remedy: expect.stringContaining("22.12") });
  expect(typeScript("strip").status).toBe("ok");
  expect(typeScript(undefined).status).toBe("warn");
});

test("[YAML-5] doctor sees whether the port of dynamic nodes is taken", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  expect(await lookupPort(port)).toMatchObject({ status: "warn", found: `port ${port} is in use` });
  await new Promise((resolve) => server.close(resolve));
  expect(await lookupPort(port)).toMatchObject({ status: "ok" });
});

test.skipIf(process.platform === "win32")(
  "[YAML-5] doctor asks dora for its version, and Python for dora",
  async () => {
    await using folder = await tempFolder();
    const program = async (name: string, prints: string): Promise<string> => {
      const file = join(folder.path, name);
      await writeFile(file, `#!/bin/sh\necho '${prints}'\n`);
      await chmod(file, 0o755);
      return file;
    };
    expect(await doraCommand(await program("dora", "dora-cli 1.1.0"), signal)).toEqual({
      status: "ok",
      found: "1.1.0",
    });
    expect(await doraCommand(await program("old", "dora-cli 0.5.0"), signal)).toMatchObject({
      status: "warn",
      found: "0.5.0",
    });
    expect(await doraCommand("/nowhere/dora", signal)).toMatchObject({ status: "warn", found: "not found" });
    expect(await pythonNodes(await program("python", "1.1.0"), signal)).toEqual({
      status: "ok",
      found: "dora-rs 1.1.0",
    });
    expect(await pythonNodes("/nowhere/python", signal)).toMatchObject({ status: "warn" });
  },
);
