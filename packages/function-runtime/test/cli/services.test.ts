import { mkdir, readFile, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import path from "node:path";
import { tempFolder } from "@millrace/protocol/testing";
import { afterEach, describe, expect, test, vi } from "vitest";
import { core, git, nodeVersion, store, typeScript } from "../../src/cli/doctor-checks.ts";
import { connectProject } from "../../src/project.ts";
import { openCore } from "../../src/remote/core-client.ts";
import { fakeCore } from "../remote/support/fake-core.ts";
import { functionFiles as files } from "./support/function-files.ts";
import { projectFolder } from "./support/project-folder.ts";
import { jsonOf, runVerb, startVerb } from "./support/run-verb.ts";

afterEach(() => void vi.unstubAllEnvs());

describe("serve", () => {
  test("[CLI-11] [CLI-13] serves until Ctrl-C, and answers what has begun", async () => {
    await using folder = await projectFolder({
      "f.mjs": `export const start = (context, { greeting }) => { context.userData.greeting = greeting; };
export const greet = async ({ context, name }) => {
  await new Promise((resolve) => setTimeout(resolve, 300));
  return context.userData.greeting + ", " + name;
};`,
    });
    const line = ["serve", `${folder.at("f.mjs")}:greet`, "--port", "0", "--init-function", "f.mjs:start"];
    const verb = startVerb([...line, "--init-parameters", '{"greeting":"Hi"}']);
    const url = await verb.said(/greet listens at (http:\S+)/);
    const call = fetch(url, {
      method: "POST",
      body: '{"name":"Ada"}',
      headers: { "content-type": "application/json" },
    });
    await vi.waitFor(async () => expect(await (await fetch(`${url}/metrics`)).text()).toMatch(/in_flight 1\n/), {
      timeout: 5_000,
    });
    verb.stop();
    expect(await (await call).text()).toBe("Hi, Ada");
    const ended = await verb.ended;
    expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining("draining") });
    await expect(fetch(url)).rejects.toThrow("fetch failed");
  });

  test("[CLI-3] [CLI-13] says why it cannot", async () => {
    await using folder = await projectFolder(files);
    const target = `${folder.at("only.mjs")}:hello`;
    expect(await runVerb("serve", target, "--port", "0", "--timeout-ms", "0")).toMatchObject({ code: 2 });
    const nowhere = await runVerb("serve", target, "--port", "0", "--host", "203.0.113.1");
    expect(nowhere).toMatchObject({ code: 1, stderr: expect.stringContaining("FUNCTION_SERVICE_LISTEN") });
  });
});

describe("build", () => {
  test("[CLI-14] writes a bundle, a Dockerfile and an image layout", async () => {
    await using folder = await projectFolder(files);
    const run = await runVerb(
      "build",
      folder.at("only.mjs"),
      "--out",
      folder.at("image"),
      "--json",
      "--node-version",
      "24",
    );
    expect(run.code).toBe(0);
    expect(jsonOf(run)).toMatchObject({ layout: expect.any(String), digest: expect.stringMatching(/^sha256:/) });
    expect(await readFile(folder.at("image/Dockerfile"), "utf8")).toContain("FROM node:24-slim");
  });

  test("[CLI-14] copies the source where nothing shall be bundled, into the source's own folder too", async () => {
    await using folder = await projectFolder(files);
    const line = ["build", `${folder.at("only.mjs")}:hello`, "--out", folder.at("out/image"), "--copy-source"];
    const run = await runVerb(...line, "--requirement", "zod@^4", "--instruction", "apt-get update");
    expect(run).toMatchObject({ code: 0, stderr: expect.stringContaining("no image layout") });
    expect(await readFile(folder.at("out/image/app/source/only.mjs"), "utf8")).toBe(files["only.mjs"]);
    expect(await readFile(folder.at("out/image/Dockerfile"), "utf8")).toContain("RUN apt-get update");
    expect(await runVerb(...line, "--base-image", "two words")).toMatchObject({ code: 2 });
  });
});

describe("server", () => {
  test("[CLI-11] [CLI-18] serves the local platform until Ctrl-C", async () => {
    await using folder = await tempFolder();
    const verb = startVerb(["server", "--port", "0", "--dir", folder.path, "--json"]);
    const endpoint = await verb.said(/DHCORE_ENDPOINT=(\S+)/);
    const platform = await openCore({ endpoint, configFile: "/nowhere", auth: "none" });
    await platform.create("project", { kind: "project", name: "kept" });
    await platform.close();
    verb.stop();
    const ended = await verb.ended;
    await using project = await connectProject("kept", { dir: folder.path, create: false });
    expect(project.name).toBe("kept");
    expect(ended.code).toBe(0);
    expect(jsonOf(ended)).toEqual({ url: endpoint, s3Url: `${endpoint}/s3` });
  });

  test("[CLI-19] asks for the login that the environment has, and for one beyond this machine", async () => {
    await using folder = await tempFolder();
    const line = ["server", "--port", "0", "--dir", folder.path];
    for (const name of ["DHCORE_USER", "DHCORE_PASSWORD", "DHCORE_ACCESS_TOKEN"]) vi.stubEnv(name, "");
    expect(await runVerb(...line, "--auth")).toMatchObject({ code: 2, stderr: expect.stringContaining("DHCORE_USER") });
    const open = await runVerb(...line, "--host", "0.0.0.0");
    expect(open).toMatchObject({ code: 2, stderr: expect.stringContaining("FUNCTION_SERVER_NOT_PROTECTED") });
    vi.stubEnv("DHCORE_ACCESS_TOKEN", "t-12345");
    const verb = startVerb([...line, "--auth"]);
    const endpoint = await verb.said(/DHCORE_ENDPOINT=(\S+)/);
    expect((await fetch(`${endpoint}/api/auth`)).status).toBe(403);
    expect((await fetch(`${endpoint}/api/auth`, { headers: { authorization: "Bearer t-12345" } })).status).toBe(200);
    verb.stop();
    expect(await verb.ended).toMatchObject({ code: 0 });
  });
});

describe("doctor", () => {
  test("[CLI-17] looks at all that functions need", async () => {
    vi.stubEnv("DHCORE_ENDPOINT", "");
    vi.stubEnv("DH_CONFIG", "/nowhere/dhcore.ini");
    const run = await runVerb("doctor", "--json");
    expect(run.code).toBe(0);
    const checks = jsonOf(run)["checks"] as { name: string; status: string }[];
    expect(checks.map(({ name }) => name)).toEqual([
      "Node",
      "TypeScript",
      "git",
      "esbuild",
      "local platform",
      "DigitalHub Core",
    ]);
    expect(checks.at(-1)).toMatchObject({ status: "ok", found: expect.stringContaining("none is configured") });
  });

  test("[CLI-17] tells what is missing, and what to do", async () => {
    expect(nodeVersion("22.12.0").status).toBe("ok");
    expect(nodeVersion("22.11.9").status).toBe("fail");
    expect(typeScript("strip").status).toBe("ok");
    expect(typeScript(false)).toMatchObject({ status: "warn", remedy: expect.stringContaining("22.18") });
    expect(await git("no-such-git", new AbortController().signal)).toMatchObject({ status: "warn" });
  });

  test("[CLI-17] tells who has the local platform open", async () => {
    await using folder = await tempFolder();
    const at = (name: string): string => path.join(folder.path, name);
    expect(await store(at("none"))).toMatchObject({ status: "ok", found: expect.stringContaining("is free") });
    await mkdir(at("used"));
    await writeFile(at("used/lock"), JSON.stringify({ pid: process.pid, host: hostname() }));
    expect(await store(at("used"))).toMatchObject({
      status: "warn",
      found: expect.stringContaining(`process ${process.pid}`),
    });
    await writeFile(at("used/lock"), "{");
    expect(await store(at("used"))).toMatchObject({ status: "ok", found: expect.stringContaining("died") });
  });

  test("[CLI-17] tells whether Core answers", async () => {
    vi.stubEnv("DH_CONFIG", "/nowhere/dhcore.ini");
    await using fake = await fakeCore();
    vi.stubEnv("DHCORE_ENDPOINT", fake.url);
    expect(await core()).toEqual({ status: "ok", found: `${fake.url} answers` });
    await fake[Symbol.asyncDispose]();
    expect(await core()).toMatchObject({ status: "warn", found: expect.stringContaining("ECONNREFUSED") });
  });
});
