import { rm } from "node:fs/promises";
import path from "node:path";
import type { Logger } from "@millrace/protocol";
import type { EntityRecord } from "../entity.ts";
import type { EntityPlace } from "../platform.ts";
import { EmbeddedPlatform } from "./embedded-platform.ts";
import { markDead } from "./runner/mark-dead.ts";
import { Runner } from "./runner/runner.ts";
import type { RunnerOptions } from "./runner/runner-options.ts";
import { draftsFolder, makeFolder } from "./store/disk.ts";
import { EntityStore } from "./store/entity-store.ts";
import { FileStore } from "./store/file-store.ts";
import { filesRoot } from "./store/file-path.ts";
import { lockStore, type StoreLock } from "./store/lock.ts";
import { LogStore } from "./store/log-store.ts";
import { SecretStore } from "./store/secret-store.ts";

/** What one folder has in this process, however often it is opened. */
export class EmbeddedCore {
  readonly root: string;
  readonly entities: EntityStore;
  readonly files: FileStore;
  readonly secrets: SecretStore;
  readonly logs: LogStore;
  readonly runner: Runner;
  readonly #lock: StoreLock;

  private constructor(root: string, lock: StoreLock, logger: Logger, options: RunnerOptions) {
    this.root = root;
    this.#lock = lock;
    this.entities = new EntityStore(root, logger);
    this.files = new FileStore(root, logger);
    this.secrets = new SecretStore(root);
    this.logs = new LogStore(root, options.maxLogBytes);
    this.runner = new Runner(this, new EmbeddedPlatform(this, async () => undefined), logger, options);
  }

  /** Takes the folder, and sets right what the last owner could not. */
  static async open(folder: string, logger: Logger, options: RunnerOptions): Promise<EmbeddedCore> {
    const root = await makeFolder(folder);
    const lock = await lockStore(root);
    try {
      await rm(path.join(root, draftsFolder), { recursive: true, force: true });
      await makeFolder(path.join(root, draftsFolder));
      const core = new EmbeddedCore(root, lock, logger, options);
      await core.files.sweep(lock.died !== undefined);
      if (lock.died !== undefined) await markDead(core, lock.died.pid);
      return core;
    } catch (error) {
      await lock.release();
      throw error;
    }
  }

  async delete(place: EntityPlace, cascade: boolean): Promise<void> {
    const doomed = await this.entities.doomed(place, cascade);
    await Promise.all(doomed.filter(({ type }) => type === "run").map((run) => this.runner.discard(run)));
    for (const one of doomed) {
      if (one.type === "run") await this.logs.remove(one);
      else if (one.type === "secret") await this.#removeSecret(one);
      else if (cascade) await this.#removeFiles(one);
      await this.entities.remove(one);
    }
    if (place.type !== "project") return;
    await this.files.remove(`${filesRoot}/${place.id}/`);
    await this.secrets.removeAll(place.id);
  }

  async close(): Promise<void> {
    try {
      await this.runner.close();
      await this.entities.close();
      await this.files.idle();
    } finally {
      await this.#lock.release();
    }
  }

  async #removeSecret(place: EntityPlace): Promise<void> {
    const record = await this.entities.read(place);
    if (record !== undefined) await this.secrets.remove(place.project ?? "", record.name);
  }

  /** The files that were stored for this version alone: no other's are removed, whatever its path says. */
  async #removeFiles(place: EntityPlace): Promise<void> {
    const record = await this.entities.read(place).catch(() => undefined);
    const filePath = pathOf(record);
    if (record === undefined || filePath === undefined) return;
    const [scheme, , , ...parts] = filePath.split("/");
    const own = [place.project, place.type, record.name, place.id];
    const isOwn = scheme === "s3:" && parts.length > own.length && own.every((part, index) => parts[index] === part);
    if (isOwn) await this.files.remove(filePath);
  }
}

function pathOf(record: EntityRecord | undefined): string | undefined {
  const filePath = record?.spec["path"];
  return typeof filePath === "string" ? filePath : undefined;
}
