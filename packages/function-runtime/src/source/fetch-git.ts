import { spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import path from "node:path";
import { inheritedEnv } from "../env.ts";
import { FunctionError } from "../errors.ts";
import { basicAuthorization, gitCredentials, splitCredentials, type Credentials } from "./credentials.ts";
import { shownUri } from "./source-uri.ts";

export interface GitSource {
  /** Without its fragment. Credentials in it win over those of the environment. */
  readonly url: URL;
  /** A branch, tag or commit. Absent: the repository's default branch. */
  readonly ref: string | undefined;
}

/**
 * Clones a repository into an empty folder and checks its ref out. Credentials reach git by its environment: neither the
 * list of processes nor a file nor a message shows them.
 *
 * @throws `FUNCTION_SOURCE_UNAVAILABLE` when git is absent or cannot clone, `FUNCTION_INVALID_SOURCE` for a ref that the
 *   repository does not have.
 */
export async function fetchGit(source: GitSource, folder: string, signal?: AbortSignal): Promise<void> {
  const { url, credentials = gitCredentials() } = splitCredentials(source.url);
  const { ref } = source;
  if (url.href.startsWith("-") || ref?.startsWith("-") === true) {
    throw new FunctionError(
      "FUNCTION_INVALID_SOURCE",
      "neither the address nor the ref of a git source begins with '-'",
    );
  }
  const git = { env: gitEnv(url, credentials), ...(signal === undefined ? {} : { signal }) };
  const cloned = await runGit(["clone", "--quiet", "--no-recurse-submodules", "--", url.href, folder], git);
  if (cloned !== undefined) {
    const message = `git could not clone ${shownUri(url.href)}: ${masked(cloned, credentials)}`;
    throw new FunctionError("FUNCTION_SOURCE_UNAVAILABLE", message);
  }
  if (ref !== undefined) {
    const failed = await runGit(["-C", folder, "checkout", "--quiet", ref, "--"], git);
    if (failed !== undefined) {
      const message = `${shownUri(url.href)} has no branch, tag or commit '${ref}': ${masked(failed, credentials)}`;
      throw new FunctionError("FUNCTION_INVALID_SOURCE", message);
    }
  }
  await rm(path.join(folder, ".git"), { recursive: true, force: true });
}

interface GitProcess {
  readonly env: NodeJS.ProcessEnv;
  readonly signal?: AbortSignal;
}

/** What git says of its failure, `undefined` when there was none. */
function runGit(args: readonly string[], { env, signal }: GitProcess): Promise<string | undefined> {
  return new Promise((resolve, reject) => {
    const safe = [
      "-c",
      "protocol.ext.allow=never",
      "-c",
      "core.hooksPath=/dev/null",
      "-c",
      "advice.detachedHead=false",
    ];
    const child = spawn("git", [...safe, ...args], { env, signal, stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      said = `${said}${text}`.slice(-4000);
    });
    child.once("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT") return reject(signal?.aborted === true ? (signal.reason as Error) : error);
      const message = "git is not installed, or not on the PATH; sources of git need it";
      reject(new FunctionError("FUNCTION_SOURCE_UNAVAILABLE", message, { retryable: false, cause: error }));
    });
    child.once("close", (code) => resolve(code === 0 ? undefined : said.trim() || `exit code ${code}`));
  });
}

/** Variables of git that concern how it reaches servers; others are about a repository that is not this one. */
const kept = /^GIT_(SSL_|HTTP_|PROXY_|EXEC_PATH$|CONFIG_(GLOBAL|SYSTEM|NOSYSTEM)$)/;

function gitEnv(url: URL, credentials: Credentials | undefined): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(inheritedEnv())) {
    if (!name.startsWith("GIT_") || kept.test(name)) env[name] = value;
  }
  return {
    // Less than 1 kB/s for a minute is a server that no longer answers.
    GIT_HTTP_LOW_SPEED_LIMIT: "1000",
    GIT_HTTP_LOW_SPEED_TIME: "60",
    ...env,
    GIT_TERMINAL_PROMPT: "0",
    GIT_ASKPASS: "",
    LC_ALL: "C",
    ...(credentials === undefined
      ? {}
      : {
          GIT_CONFIG_COUNT: "2",
          GIT_CONFIG_KEY_0: `http.${url.origin}/.extraHeader`,
          GIT_CONFIG_VALUE_0: `Authorization: ${basicAuthorization(credentials)}`,
          GIT_CONFIG_KEY_1: "credential.helper",
          GIT_CONFIG_VALUE_1: "",
        }),
  };
}

function masked(text: string, credentials: Credentials | undefined): string {
  const secrets =
    credentials === undefined ? [] : [credentials.password, credentials.username, basicAuthorization(credentials)];
  return secrets
    .filter((secret) => secret.length > 2)
    .reduce((masking, secret) => masking.replaceAll(secret, "***"), text);
}
