import { writeFile } from "node:fs/promises";
import path from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { basicAuthorization, gitCredentials } from "../../src/source/credentials.ts";
import { fetchGit } from "../../src/source/fetch-git.ts";
import { fetchSource } from "../../src/source/fetch-source.ts";
import { gitServer } from "./git-server.ts";
import { tempFolder, textsOf } from "./support.ts";

afterEach(() => void vi.unstubAllEnvs());

const textOf = (name: string): Record<string, string> => ({ "main.ts": `export const f = (): string => "${name}";\n` });

describe("git sources", () => {
  it("[CORE-34] [SEED-28] come from the default branch, or from the branch, tag or commit of the fragment", async () => {
    const { address, firstCommit } = await gitServer();
    const folder = path.join(await tempFolder(), "source");
    const refs = { "": "main", "#v1": "first", "#feature/x": "branch", "#main": "main", [`#${firstCommit}`]: "first" };
    for (const [fragment, text] of Object.entries(refs)) {
      expect(await fetchSource({ source: `git+http://${address}${fragment}` }, { folder })).toEqual({ folder });
      expect(await textsOf(folder)).toEqual(textOf(text));
    }
  });

  it("[CORE-34] [CORE-46] replace what was in the folder, if they can be had", async () => {
    const { address } = await gitServer();
    const folder = await tempFolder();
    await writeFile(path.join(folder, "old.ts"), "old");
    const attempt = fetchSource({ source: `git+http://${address}#v9` }, { folder });
    await expect(attempt).rejects.toMatchObject({
      code: "FUNCTION_INVALID_SOURCE",
      message: expect.stringContaining("no branch, tag or commit 'v9'") as string,
    });
    expect(await textsOf(folder)).toEqual({ "old.ts": "old" });
    await fetchSource({ source: `git+http://${address}#v1` }, { folder });
    expect(await textsOf(folder)).toEqual(textOf("first"));
  });

  it("[CORE-34] a repository that is not there can be tried again", async () => {
    const { address } = await gitServer();
    const attempt = fetchSource({ source: `git+http://${address}x` }, { folder: path.join(await tempFolder(), "a") });
    await expect(attempt).rejects.toMatchObject({ code: "FUNCTION_SOURCE_UNAVAILABLE", retryable: true });
  });

  it("[CORE-34] without git, say so", async () => {
    vi.stubEnv("PATH", await tempFolder());
    const attempt = fetchSource({ source: "git+http://127.0.0.1:1/a" }, { folder: path.join(await tempFolder(), "a") });
    await expect(attempt).rejects.toMatchObject({
      code: "FUNCTION_SOURCE_UNAVAILABLE",
      retryable: false,
      message: expect.stringContaining("git is not installed") as string,
    });
  });

  it("[CORE-34] stop when their signal aborts", async () => {
    const folder = path.join(await tempFolder(), "a");
    const stop = new AbortController();
    const { address } = await gitServer();
    const attempt = fetchSource({ source: `git+http://${address}` }, { folder, signal: stop.signal });
    stop.abort(new Error("stopped"));
    await expect(attempt).rejects.toThrow("stopped");
  });

  it("[CORE-35] neither an address nor a ref is an option", async () => {
    const url = new URL("http://127.0.0.1:1/a");
    const attempt = fetchGit({ url, ref: "--upload-pack=touch evil" }, await tempFolder());
    await expect(attempt).rejects.toMatchObject({ code: "FUNCTION_INVALID_SOURCE" });
  });
});

describe("credentials of git", () => {
  it.each([
    [{ token: "github_pat_1" }, { username: "oauth2", password: "github_pat_1" }],
    [{ token: "glpat-1" }, { username: "oauth2", password: "glpat-1" }],
    [{ token: "ghp_1" }, { username: "oauth2", password: "ghp_1" }],
    [
      { token: "other", username: "a", password: "b" },
      { username: "other", password: "x-oauth-basic" },
    ],
    [
      { username: "a", password: "b" },
      { username: "a", password: "b" },
    ],
    [{ username: "a" }, undefined],
    [{}, undefined],
  ])("[CORE-36] %j", (env, credentials) => {
    expect(gitCredentials({ token: undefined, username: undefined, password: undefined, ...env })).toEqual(credentials);
  });

  const authorization = basicAuthorization({ username: "oauth2", password: "ghp_verysecret" });

  it("[CORE-36] of the environment open a repository", async () => {
    vi.stubEnv("GIT_TOKEN", "ghp_verysecret");
    const { address, headers } = await gitServer(authorization);
    const folder = path.join(await tempFolder(), "a");
    await fetchSource({ source: `git+http://${address}#v1` }, { folder });
    expect(await textsOf(folder)).toEqual(textOf("first"));
    expect(headers.every((header) => header.authorization === authorization)).toBe(true);
  });

  it("[CORE-36] of the address win, and no message shows them", async () => {
    vi.stubEnv("GIT_USERNAME", "wrong");
    vi.stubEnv("GIT_PASSWORD", "alsosecret");
    const { address } = await gitServer(authorization);
    const folder = path.join(await tempFolder(), "a");
    await fetchSource({ source: `git+http://oauth2:ghp_verysecret@${address}` }, { folder });
    const failing = [
      `git+http://oauth2:badsecret@${address}`,
      `git+http://${address}`,
      `git+http://oauth2:ghp_verysecret@${address}#v9`,
    ];
    for (const source of failing) {
      const error: unknown = await fetchSource({ source }, { folder }).catch((thrown: unknown) => thrown);
      expect(JSON.stringify(error)).toContain("FUNCTION_");
      expect(JSON.stringify(error)).not.toMatch(/secret|b2F1dGgy/);
    }
  });
});
