import type { EntityRecord, EntityType, NewEntity, Relationship } from "../../entity.ts";
import { FunctionError } from "../../errors.ts";
import type {
  EntityFilter,
  EntityPlace,
  FileInfo,
  LogLine,
  Page,
  PageRequest,
  Platform,
  UpdateOptions,
} from "../../platform.ts";
import { ContentStore } from "../store/content-store.ts";
import { hashOf } from "../store/file-index.ts";
import { checkFilePath, newFilePath } from "../store/file-path.ts";
import { noFile } from "../store/file-store.ts";
import type { ParentLink } from "./parent-link.ts";

/** The platform in the process of a run: asks its parent, who owns the store, and moves file contents itself. */
export class PlatformProxy implements Platform {
  readonly name: string;
  /** The folder of the store. */
  readonly dir: string;
  readonly #link: ParentLink;
  readonly #contents: ContentStore;

  constructor(link: ParentLink, root: string) {
    this.name = `local store ${root}`;
    this.dir = root;
    this.#link = link;
    this.#contents = new ContentStore(root);
  }

  create(type: EntityType, entity: NewEntity): Promise<EntityRecord> {
    return this.#link.call("create", [type, entity]);
  }

  read(place: EntityPlace): Promise<EntityRecord | undefined> {
    return this.#link.call("read", [place]);
  }

  list(type: EntityType, project: string | undefined, filter?: EntityFilter, page?: PageRequest): Promise<Page> {
    return this.#link.call("list", [type, project, filter ?? {}, page ?? {}]);
  }

  update(type: EntityType, entity: EntityRecord, options: UpdateOptions = {}): Promise<EntityRecord> {
    return this.#link.call("update", [type, entity, options]);
  }

  delete(place: EntityPlace, options: { readonly cascade?: boolean } = {}): Promise<void> {
    return this.#link.call("delete", [place, options]);
  }

  watch(place: EntityPlace, signal: AbortSignal): AsyncIterable<EntityRecord> {
    return this.#link.stream("watch", [place], signal);
  }

  relationships(place: EntityPlace): Promise<readonly Relationship[]> {
    return this.#link.call("relationships", [place]);
  }

  secret(project: string, name: string): Promise<string | undefined> {
    return this.#link.call("secret", [project, name]);
  }

  setSecret(project: string, name: string, value: string): Promise<void> {
    return this.#link.call("setSecret", [project, name, value]);
  }

  filePath(place: EntityPlace & { readonly name: string }, file: string): string {
    return newFilePath(place, file);
  }

  async upload(path: string, content: AsyncIterable<Uint8Array> | Uint8Array, contentType?: string): Promise<FileInfo> {
    checkFilePath(path, "file");
    return this.#link.call("register", [path, await this.#contents.put(content), contentType]);
  }

  async download(path: string): Promise<AsyncIterable<Uint8Array>> {
    const info = await this.fileInfo(path);
    if (info === undefined) throw noFile(path);
    return this.#contents.get(hashOf(info.hash));
  }

  fileInfo(path: string): Promise<FileInfo | undefined> {
    return this.#link.call("fileInfo", [path]);
  }

  files(path: string): Promise<readonly FileInfo[]> {
    return this.#link.call("files", [path]);
  }

  act(run: EntityPlace, event: "stop" | "resume" | "delete"): Promise<EntityRecord> {
    return this.#link.call("act", [run, event]);
  }

  logs(
    run: EntityPlace,
    { follow = false, signal }: { readonly follow?: boolean; readonly signal?: AbortSignal } = {},
  ): AsyncIterable<LogLine> {
    return this.#link.stream("logs", [run, { follow }], signal);
  }

  /** The parent's platform lives on: a run ends with its process. */
  async close(): Promise<void> {
    throw new FunctionError("FUNCTION_CLOSED", "the platform of a run is closed by its runner, not by the function");
  }
}
