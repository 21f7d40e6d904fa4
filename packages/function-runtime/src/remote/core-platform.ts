import { anySignal } from "@millrace/protocol";
import type { EntityRecord, EntityType, NewEntity } from "../entity.ts";
import { FunctionError } from "../errors.ts";
import { checkName, checkProjectName } from "../names.ts";
import type { EntityFilter, EntityPlace, FileInfo, LogLine, Page, PageRequest, Platform } from "../platform.ts";
import { isFinal } from "../run-states.ts";
import { collectionOf, type PathParameters } from "../wire/paths.ts";
import type { RouteName } from "../wire/routes.ts";
import { Bell } from "./bell.ts";
import { entityOf, pageOf } from "./core-answers.ts";
import type { CoreConnection } from "./core-connection.ts";
import { CoreFiles } from "./core-files.ts";
import { LogReader } from "./core-logs.ts";
import type { KindTranslation } from "./kind-translation.ts";
import type { Notifications } from "./notifications.ts";
import { poll } from "./poll.ts";

export interface CorePlatformOptions {
  readonly translation: KindTranslation;
  /** Where Core keeps files, as far as it is known; a project may have its own. */
  readonly filesStore: string | undefined;
  /** The longest pause between two looks. */
  readonly pollMs: number;
  /** Where functions that run here have their sources. */
  readonly dir: string | undefined;
  /** Who says that a look is worth while; absent: nobody. */
  readonly notifications: Notifications | undefined;
}

type Step = "create" | "list" | "read" | "update" | "delete";

/** DigitalHub Core, or a server of its API, as a platform. */
export class CorePlatform implements Platform {
  readonly name: string;
  readonly dir?: string;
  readonly #connection: CoreConnection;
  readonly #options: CorePlatformOptions;
  readonly #files: CoreFiles;
  /** Project → the store that it names for its files. */
  readonly #stores = new Map<string, string>();
  #lastProject: string | undefined;

  constructor(connection: CoreConnection, options: CorePlatformOptions) {
    this.name = connection.endpoint;
    if (options.dir !== undefined) this.dir = options.dir;
    this.#connection = connection;
    this.#options = options;
    this.#files = new CoreFiles(connection, () => this.#lastProject);
  }

  async create(type: EntityType, entity: NewEntity & { readonly project?: string }): Promise<EntityRecord> {
    if (entity.name !== undefined) checkName(entity.name, type);
    // Core refuses an entity without a spec, even where it has nothing to say.
    const body = this.#options.translation.out(type, { ...entity, spec: entity.spec ?? {} });
    const [route, parameters] = this.#route("create", type, entity.project);
    return this.#entity(type, await this.#connection.request(route, { parameters, body }), `a new ${type}`);
  }

  async read(place: EntityPlace): Promise<EntityRecord | undefined> {
    const [route, parameters] = this.#route("read", place.type, place.project, place.id);
    try {
      return this.#entity(place.type, await this.#connection.request(route, { parameters }), nameOf(place));
    } catch (error) {
      if (FunctionError.is(error, "FUNCTION_NOT_FOUND")) return undefined;
      throw error;
    }
  }

  async list(
    type: EntityType,
    project: string | undefined,
    filter: EntityFilter = {},
    { page = 0, size = 25 }: PageRequest = {},
  ): Promise<Page> {
    const [route, parameters] = this.#route("list", type, project);
    const query = { ...this.#options.translation.filter(filter), page, size };
    const found = pageOf(await this.#connection.request(route, { parameters, query }), `the list of ${type}s`);
    return { ...found, content: found.content.map((one) => this.#options.translation.back(one)) };
  }

  async update(type: EntityType, entity: EntityRecord): Promise<EntityRecord> {
    const body = this.#options.translation.out(type, entity);
    const [route, parameters] = this.#route("update", type, entity.project, entity.id);
    return this.#entity(type, await this.#connection.request(route, { parameters, body }), `${type} '${entity.id}'`);
  }

  async delete(place: EntityPlace, { cascade = false }: { readonly cascade?: boolean } = {}): Promise<void> {
    const [route, parameters] = this.#route("delete", place.type, place.project, place.id);
    await this.#connection.request(route, { parameters, query: { cascade } });
  }

  async *watch(place: EntityPlace, signal: AbortSignal): AsyncGenerator<EntityRecord> {
    let before: string | undefined;
    yield* this.#poll(place, signal, async () => {
      const entity = await this.read(place);
      if (entity === undefined) return "done";
      const now = JSON.stringify(entity);
      if (now === before) return {};
      before = now;
      return { news: entity };
    });
  }

  async secret(project: string, name: string): Promise<string | undefined> {
    const parameters = { project: checkProjectName(project) };
    const answer = await this.#connection.request("readSecrets", { parameters, query: { keys: [name] } });
    const value = (answer as Readonly<Record<string, unknown>> | undefined)?.[name];
    if (typeof value !== "string") return undefined;
    this.#connection.redactor.add(value);
    return value;
  }

  async setSecret(project: string, name: string, value: string): Promise<void> {
    this.#connection.redactor.add(value);
    await this.#connection.request("writeSecrets", {
      parameters: { project: checkProjectName(project) },
      body: { [checkName(name, "secret")]: value },
    });
  }

  filePath({ type, project = "", name, id }: EntityPlace & { readonly name: string }, file: string): string {
    const store = this.#stores.get(project) ?? this.#options.filesStore;
    if (store !== undefined) return `${store}/${project}/${type}/${name}/${id}/${file}`;
    throw new FunctionError(
      "FUNCTION_CORE_NO_FILES_STORE",
      `neither Core at ${this.name} nor the project '${project}' says where files go; give 'filesStore', or set DHCORE_DEFAULT_FILES_STORE`,
    );
  }

  async upload(path: string, content: AsyncIterable<Uint8Array> | Uint8Array, contentType?: string): Promise<FileInfo> {
    return this.#files.upload(path, content, contentType);
  }

  async download(path: string): Promise<AsyncIterable<Uint8Array>> {
    return this.#files.download(path);
  }

  async fileInfo(path: string): Promise<FileInfo | undefined> {
    return this.#files.fileInfo(path);
  }

  async files(path: string): Promise<readonly FileInfo[]> {
    return this.#files.files(path);
  }

  async act(run: EntityPlace, event: "stop" | "resume" | "delete"): Promise<EntityRecord> {
    const parameters = { ...this.#route("read", "run", run.project, run.id)[1], action: event };
    const answer = await this.#connection.request("runAction", { parameters });
    return this.#entity("run", answer, nameOf(run));
  }

  async *logs(
    run: EntityPlace,
    { follow = false, signal }: { readonly follow?: boolean; readonly signal?: AbortSignal } = {},
  ): AsyncGenerator<LogLine> {
    const reader = new LogReader();
    const [, parameters] = this.#route("read", "run", run.project, run.id);
    const more = async (isEnded: boolean): Promise<LogLine[]> =>
      reader.linesOf(await this.#connection.request("runLogs", { parameters }), isEnded);
    if (!follow) {
      yield* await more(true);
      return;
    }
    let wasEnded = false;
    for await (const lines of this.#poll(run, signal, async () => {
      if (wasEnded) return "done";
      // Asked first: what is logged before the end is then in what is read after it.
      const state = (await this.read(run))?.status.state;
      wasEnded = state === undefined || isFinal(state);
      const news = await more(wasEnded);
      return news.length === 0 ? {} : { news };
    })) {
      yield* lines;
    }
  }

  async close(): Promise<void> {
    this.#options.notifications?.close();
    this.#connection.close();
  }

  async *#poll<T>(
    place: EntityPlace,
    signal: AbortSignal | undefined,
    look: () => Promise<{ readonly news?: T } | "done">,
  ): AsyncGenerator<T> {
    const ends = anySignal(signal, this.#connection.closing);
    const bell = new Bell();
    const told = this.#options.notifications?.listen(place, () => bell.ring());
    try {
      const { clock } = this.#connection.options;
      yield* poll(look, { clock, signal: ends.signal, longestMs: this.#options.pollMs, bell });
    } finally {
      told?.[Symbol.dispose]();
      ends[Symbol.dispose]();
    }
  }

  #route(step: Step, type: EntityType, project: string | undefined, id?: string): [RouteName, PathParameters] {
    if (type === "project") {
      const routes = { create: "createProject", list: "listProjects", read: "readProject" } as const;
      const route = step === "update" ? "updateProject" : step === "delete" ? "deleteProject" : routes[step];
      return [route, id === undefined ? {} : { id: checkProjectName(id) }];
    }
    if (project === undefined)
      throw new FunctionError("FUNCTION_INVALID_ENTITY", `a ${type} belongs to a project, and none is given`);
    this.#lastProject = checkProjectName(project);
    const route = step === "list" ? "listEntities" : (`${step}Entity` as const);
    return [
      route,
      { project, collection: collectionOf(type), ...(id === undefined ? {} : { id: checkName(id, "id") }) },
    ];
  }

  #entity(type: EntityType, answer: unknown, what: string): EntityRecord {
    const entity = this.#options.translation.back(entityOf(answer, what));
    if (type === "project") {
      this.#lastProject = entity.id;
      const store = (entity.spec["config"] as Readonly<Record<string, unknown>> | null | undefined)?.[
        "default_files_store"
      ];
      if (typeof store === "string" && store !== "") this.#stores.set(entity.id, store.replace(/\/+$/, ""));
    }
    return entity;
  }
}

const nameOf = ({ type, id }: EntityPlace): string => `${type} '${id}'`;
