import type { EntityRecord, EntityType, NewEntity, Relationship } from "../entity.ts";
import { FunctionError } from "../errors.ts";
import type {
  EntityFilter,
  EntityPlace,
  FileInfo,
  LogLine,
  Page,
  PageRequest,
  Platform,
  UpdateOptions,
} from "../platform.ts";
import { isFinal } from "../run-states.ts";
import type { EmbeddedCore } from "./embedded-core.ts";
import { changedRecord, stateOf } from "./store/changed-record.ts";
import type { StoredContent } from "./store/content-store.ts";
import { newFilePath } from "./store/file-path.ts";
import { notFound, placeOf } from "./store/place.ts";

/** A local folder as a platform: see {@link openEmbedded}. Several of one process may share what is in the folder. */
export class EmbeddedPlatform implements Platform {
  readonly name: string;
  readonly #core: EmbeddedCore;
  readonly #release: () => Promise<void>;
  #closing: Promise<void> | undefined;

  constructor(core: EmbeddedCore, release: () => Promise<void>) {
    this.name = `local store ${core.root}`;
    this.#core = core;
    this.#release = release;
  }

  /** The folder that everything is in. */
  get dir(): string {
    return this.#core.root;
  }

  async create(type: EntityType, entity: NewEntity): Promise<EntityRecord> {
    const core = this.#open();
    const record = await core.entities.create(type, entity);
    return type === "run" && record.spec["local_execution"] !== true ? core.runner.start(record) : record;
  }

  async read(place: EntityPlace): Promise<EntityRecord | undefined> {
    return this.#open().entities.read(place);
  }

  async list(type: EntityType, project: string | undefined, filter?: EntityFilter, page?: PageRequest): Promise<Page> {
    return this.#open().entities.list(type, project, filter, page);
  }

  async update(type: EntityType, entity: EntityRecord, options: UpdateOptions = {}): Promise<EntityRecord> {
    const { entities, runner } = this.#open();
    const place = placeOf(type, entity);
    if (type === "run" && runner.has(place)) refuseMove(await entities.read(place), entity);
    return entities.update(type, entity, options.ifUpdated);
  }

  async delete(place: EntityPlace, options: { readonly cascade?: boolean } = {}): Promise<void> {
    await this.#open().delete(place, options.cascade ?? false);
  }

  async *watch(place: EntityPlace, signal: AbortSignal): AsyncGenerator<EntityRecord, void> {
    yield* this.#open().entities.watch(place, signal);
  }

  async relationships(place: EntityPlace): Promise<readonly Relationship[]> {
    return this.#open().entities.relationships(place);
  }

  async secret(project: string, name: string): Promise<string | undefined> {
    return this.#open().secrets.get(project, name);
  }

  async setSecret(project: string, name: string, value: string): Promise<void> {
    await this.#open().secrets.set(project, name, value);
  }

  filePath(place: EntityPlace & { readonly name: string }, file: string): string {
    return newFilePath(place, file);
  }

  async upload(path: string, content: AsyncIterable<Uint8Array> | Uint8Array, contentType?: string): Promise<FileInfo> {
    return this.#open().files.upload(path, content, contentType);
  }

  /** Gives a path to contents that a child process has stored itself. */
  async register(path: string, content: StoredContent, contentType?: string): Promise<FileInfo> {
    return this.#open().files.register(path, content, contentType);
  }

  async download(path: string): Promise<AsyncIterable<Uint8Array>> {
    return this.#open().files.download(path);
  }

  async fileInfo(path: string): Promise<FileInfo | undefined> {
    return this.#open().files.info(path);
  }

  async files(path: string): Promise<readonly FileInfo[]> {
    return this.#open().files.below(path);
  }

  /** Removes one file, or all below a path that ends in `/`. */
  async deleteFiles(path: string): Promise<void> {
    await this.#open().files.remove(path);
  }

  async act(run: EntityPlace, event: "stop" | "resume" | "delete"): Promise<EntityRecord> {
    const { entities, runner } = this.#open();
    const record = await entities.read(run);
    if (record === undefined) throw notFound(run);
    if (event === "delete") {
      await this.delete(run);
      return { ...record, status: { ...record.status, state: "DELETED" } };
    }
    if (event === "resume") {
      const resumed = await this.#resume(run);
      return resumed.spec["local_execution"] === true ? resumed : runner.start(resumed);
    }
    if (runner.has(run)) return runner.stop(run);
    // Its own client executes it, and sees here that it shall not.
    if (stateOf(record) !== "STOP") await this.#move(run, "STOP");
    return this.#move(run, "STOPPED");
  }

  async *logs(
    run: EntityPlace,
    options: { readonly follow?: boolean; readonly signal?: AbortSignal } = {},
  ): AsyncGenerator<LogLine, void> {
    const { entities, logs } = this.#open();
    if ((await entities.read(run)) === undefined) throw notFound(run);
    if (options.follow !== true) {
      yield* logs.read(run, async () => true, options.signal);
      return;
    }
    const ends = new AbortController();
    const watching = this.#wakeOnChange(run, ends.signal);
    try {
      yield* logs.read(
        run,
        async () => {
          const record = await entities.read(run);
          return record === undefined || (isFinal(stateOf(record)) && !logs.isOpen(run));
        },
        options.signal,
      );
    } finally {
      ends.abort();
      await watching;
    }
  }

  /** Runs that execute go on for others who have the folder open; the last to close ends them. */
  close(): Promise<void> {
    this.#closing ??= this.#release();
    return this.#closing;
  }

  async #wakeOnChange(run: EntityPlace, signal: AbortSignal): Promise<void> {
    const { entities, logs } = this.#core;
    try {
      for await (const _ of entities.watch(run, signal)) logs.wake(run);
    } catch {
      // Deleted or broken between two looks at it: the reader, who is woken, meets that itself.
    } finally {
      logs.wake(run);
    }
  }

  /** Of several who resume a run, one does. */
  #resume(run: EntityPlace): Promise<EntityRecord> {
    return this.#core.entities.change(run, (stored, now) => {
      if (stateOf(stored) === "RESUME") throw resumedTwice(stored.id);
      return changedRecord("run", stored, { ...stored, status: { ...stored.status, state: "RESUME" } }, now);
    });
  }

  #move(run: EntityPlace, state: string): Promise<EntityRecord> {
    return this.#core.entities.change(run, (stored, now) =>
      changedRecord("run", stored, { ...stored, status: { ...stored.status, state } }, now),
    );
  }

  #open(): EmbeddedCore {
    if (this.#closing === undefined) return this.#core;
    throw new FunctionError("FUNCTION_CLOSED", `the ${this.name} was closed; open it again`);
  }
}

/** The states of a run that is executed here are what has become of it, whatever somebody would like. */
function refuseMove(stored: EntityRecord | undefined, { id, status }: EntityRecord): void {
  const from = stored?.status.state;
  const to = status?.state ?? from;
  if (from === to) return;
  throw new FunctionError(
    "FUNCTION_INVALID_STATE",
    `run '${id}' is ${String(from)} and executed by the platform, which alone says that it is ${String(to)}; stop it by run.stop()`,
    { details: { type: "run", from, to } },
  );
}

const resumedTwice = (id: string): FunctionError =>
  new FunctionError("FUNCTION_INVALID_STATE", `run '${id}' is being resumed already`, {
    details: { type: "run", from: "RESUME", to: "RESUME" },
  });
