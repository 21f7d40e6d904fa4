import { mkdir, realpath } from "node:fs/promises";
import path from "node:path";
import { checkNumber, checkOptions, silentLogger, type Logger } from "@millrace/protocol";
import { EmbeddedCore } from "./embedded-core.ts";
import { EmbeddedPlatform } from "./embedded-platform.ts";
import { runnerDefaults, type RunnerOptions } from "./runner/runner-options.ts";
import { unusable } from "./store/disk.ts";

export interface EmbeddedOptions extends Partial<RunnerOptions> {
  /** The folder that everything is in. Default `.millrace/functions` below the working directory. */
  readonly dir?: string;
  /** Default `silentLogger`. */
  readonly logger?: Logger;
}

const defaultDir = path.join(".millrace", "functions");

interface OpenFolder {
  readonly core: Promise<EmbeddedCore>;
  users: number;
  closing?: Promise<void>;
}

/** What is open in this process, by folder. */
const open = new Map<string, OpenFolder>();

/**
 * Opens a local folder as a platform: entities, files, secrets and logs as plain files, runs as child processes. One
 * process owns a folder at a time; in it the folder can be opened several times, with the options of the first.
 *
 * Runs that the last owner left behind when it died are marked ERROR.
 *
 * @throws `FUNCTION_STORE_LOCKED` if another process has it open; `FUNCTION_STORE_UNUSABLE` if it cannot be written.
 */
export async function openEmbedded(options: EmbeddedOptions = {}): Promise<EmbeddedPlatform> {
  const { dir = defaultDir, logger = silentLogger, ...given } = options;
  const runnerOptions = Object.keys(runnerDefaults) as (keyof RunnerOptions)[];
  checkOptions(options, ["dir", "logger", ...runnerOptions], "openEmbedded");
  const runner = { ...runnerDefaults, ...given };
  for (const name of runnerOptions) {
    checkNumber(runner[name], name, "openEmbedded", { min: name === "concurrency" ? 1 : 0 });
  }
  const root = await realFolder(path.resolve(dir));
  const folder = await taken(root, () => EmbeddedCore.open(root, logger, runner));
  try {
    return new EmbeddedPlatform(await folder.core, () => release(root, folder));
  } catch (error) {
    if (open.get(root) === folder) open.delete(root);
    throw error;
  }
}

/** What has the folder open and is not about to close it, with one user more; else it is opened. */
async function taken(root: string, start: () => Promise<EmbeddedCore>): Promise<OpenFolder> {
  for (;;) {
    const folder: OpenFolder = open.get(root) ?? { core: start(), users: 0 };
    // Between looking and taking nobody else may come: all who waited for a close go on at once.
    if (folder.closing === undefined) {
      open.set(root, folder);
      folder.users += 1;
      return folder;
    }
    // Whoever closes it is told what failed.
    await folder.closing.catch(() => undefined);
  }
}

async function release(root: string, folder: OpenFolder): Promise<void> {
  folder.users -= 1;
  if (folder.users > 0) return;
  folder.closing = (await folder.core).close().finally(() => open.delete(root));
  await folder.closing;
}

/** Two ways to one folder are one folder. */
async function realFolder(folder: string): Promise<string> {
  try {
    await mkdir(folder, { recursive: true });
    return await realpath(folder);
  } catch (cause) {
    throw unusable(folder, cause);
  }
}
