import { randomUUID } from "node:crypto";
import { link, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { FunctionError } from "../../errors.ts";
import { codeOf, readText, unusable } from "./disk.ts";
import { mayLive, ownIdentity, type ProcessIdentity } from "./process-identity.ts";

export interface StoreLock {
  /** Absent: the last owner closed the store. Else it died with it open. */
  readonly died?: ProcessIdentity;
  release(): Promise<void>;
}

/**
 * Makes this process the owner of a store: `lock` in its folder says who it is. A lock whose owner is dead is taken
 * over.
 *
 * @throws `FUNCTION_STORE_LOCKED` naming the owner.
 */
export async function lockStore(root: string): Promise<StoreLock> {
  const file = path.join(root, "lock");
  const own = path.join(root, `.lock-${randomUUID()}`);
  await writeFile(own, `${JSON.stringify(ownIdentity())}\n`, { flag: "wx" }).catch((cause: unknown) => {
    throw unusable(root, cause);
  });
  try {
    const died = await place(own, file);
    return { ...(died === undefined ? {} : { died }), release: () => rm(file, { force: true }) };
  } finally {
    await rm(own, { force: true });
  }
}

/** Whether a process has the store that may live. */
export async function isLocked(root: string): Promise<boolean> {
  const owner = parse((await readText(path.join(root, "lock"))) ?? "");
  return owner !== undefined && mayLive(owner);
}

/** Linking is the step that only one of several can do. */
async function place(own: string, file: string): Promise<ProcessIdentity | undefined> {
  let died: ProcessIdentity | undefined;
  for (;;) {
    try {
      await link(own, file);
      return died;
    } catch (error) {
      if (codeOf(error) !== "EEXIST") throw unusable(file, error);
    }
    const text = await readText(file);
    if (text === undefined) continue;
    const owner = parse(text);
    if (owner !== undefined && mayLive(owner)) throw locked(file, owner);
    died = owner ?? { pid: 0, host: "" };
    await removeStale(file, text);
  }
}

/** Takes away the lock that was looked at, and puts back one that came meanwhile. */
async function removeStale(file: string, text: string): Promise<void> {
  const aside = `${file}-${randomUUID()}`;
  try {
    await rename(file, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw unusable(file, error);
  }
  if ((await readText(aside)) !== text) {
    await link(aside, file).catch((error: unknown) => {
      if (codeOf(error) !== "EEXIST") throw unusable(file, error);
    });
  }
  await rm(aside, { force: true });
}

function parse(text: string): ProcessIdentity | undefined {
  try {
    const { pid, host, started } = JSON.parse(text) as Partial<ProcessIdentity>;
    if (!Number.isSafeInteger(pid) || typeof host !== "string") return undefined;
    return { pid: Number(pid), host, ...(typeof started === "string" ? { started } : {}) };
  } catch {
    return undefined;
  }
}

function locked(file: string, owner: ProcessIdentity): FunctionError {
  const folder = path.dirname(file);
  const elsewhere = owner.host === ownIdentity().host ? "" : ` on '${owner.host}'`;
  return new FunctionError(
    "FUNCTION_STORE_LOCKED",
    `the store '${folder}' is in use by process ${owner.pid}${elsewhere}; close that process or talk to its server,` +
      ` or choose another folder with 'dir'${elsewhere === "" ? "" : `. If it is gone, remove '${file}'`}`,
    { details: { file, ...owner } },
  );
}
