import { execFile } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import type { IncomingHttpHeaders } from "node:http";
import path from "node:path";
import { promisify } from "node:util";
import { serverOf, tempFolder } from "./support.ts";

const run = promisify(execFile);

export interface GitServer {
  /** Without a scheme: `127.0.0.1:4711/repo.git`. */
  readonly address: string;
  /** The commit before the last one of main. */
  readonly firstCommit: string;
  /** Of all requests so far. */
  readonly headers: readonly IncomingHttpHeaders[];
}

/** A repository with two commits on main, the branch `feature/x` and the tag `v1`, as files behind plain HTTP. */
export async function gitServer(authorization?: string): Promise<GitServer> {
  const folder = await tempFolder();
  const work = path.join(folder, "work");
  const bare = path.join(folder, "repo.git");
  const git = async (...args: string[]): Promise<string> => {
    const settings = [
      "-c",
      "user.name=test",
      "-c",
      "user.email=test@example.org",
      "-c",
      "commit.gpgsign=false",
      "-c",
      "tag.gpgsign=false",
    ];
    const { stdout } = await run("git", [...settings, ...args], { env: { PATH: process.env["PATH"], HOME: folder } });
    return stdout.trim();
  };
  const commit = async (text: string): Promise<string> => {
    await writeFile(path.join(work, "main.ts"), `export const f = (): string => "${text}";\n`);
    await git("-C", work, "add", ".");
    await git("-C", work, "commit", "--quiet", "-m", text);
    return git("-C", work, "rev-parse", "HEAD");
  };
  await git("init", "--quiet", "--initial-branch=main", work);
  const firstCommit = await commit("first");
  await git("-C", work, "tag", "v1");
  await git("-C", work, "checkout", "--quiet", "-b", "feature/x");
  await commit("branch");
  await git("-C", work, "checkout", "--quiet", "main");
  await commit("main");
  await git("clone", "--quiet", "--bare", work, bare);
  await git("-C", bare, "update-server-info");

  const headers: IncomingHttpHeaders[] = [];
  const host = await serverOf((request, response) => {
    headers.push(request.headers);
    if (authorization !== undefined && request.headers.authorization !== authorization) {
      response.writeHead(401, { "www-authenticate": 'Basic realm="git"' }).end();
      return;
    }
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    readFile(path.join(folder, pathname)).then(
      (file) => response.end(file),
      () => response.writeHead(404).end(),
    );
  });
  return { address: `${host}/repo.git`, firstCommit, headers };
}
