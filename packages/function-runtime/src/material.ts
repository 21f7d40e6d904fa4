import type { EntityMetadata, EntityRecord, EntityStatus, JsonObject, JsonValue } from "./entity.ts";
import { FunctionError } from "./errors.ts";
import { bytesOf, downloadFiles, type DownloadOptions } from "./material-files.ts";
import { lineageOf, type Lineage } from "./lineage.ts";
import type { FileInfo } from "./platform.ts";
import type { Project } from "./project.ts";
import { shownAs } from "./shown-as.ts";

/** The types of entities that are files with a description. */
export type MaterialType = "artifact" | "dataitem" | "model";

/** What artifacts, dataitems and models share: one version of a named thing whose content is one or more files. */
export abstract class Material {
  abstract readonly type: MaterialType;
  readonly project: Project;
  #record: EntityRecord;

  constructor(project: Project, record: EntityRecord) {
    this.project = project;
    this.#record = record;
  }

  get id(): string {
    return this.#record.id;
  }

  /** `store://{project}/{type}/{kind}/{name}:{id}`: what `inputs` of a run take. */
  get key(): string {
    return this.#record.key;
  }

  get kind(): string {
    return this.#record.kind;
  }

  get name(): string {
    return this.#record.name;
  }

  get description(): string | undefined {
    return this.#record.metadata.description;
  }

  get labels(): readonly string[] {
    return this.#record.metadata.labels ?? [];
  }

  get metadata(): EntityMetadata {
    return this.#record.metadata;
  }

  get spec(): JsonObject {
    return this.#record.spec;
  }

  /** `state` is CREATED, UPLOADING, READY or ERROR (then `message` says why). */
  get status(): EntityStatus {
    return this.#record.status;
  }

  /** Where the content is. It ends with `/` when that is more than one file. */
  get path(): string {
    const { path } = this.#record.spec;
    if (typeof path === "string") return path;
    throw new FunctionError("FUNCTION_NO_CONTENT", `${this.key} has no content: its spec has no path`);
  }

  /** What the platform knows of the files since their upload. */
  get files(): readonly FileInfo[] {
    const { files } = this.#record.status;
    return Array.isArray(files) ? (files as FileInfo[]).filter((file) => file !== null) : [];
  }

  /** The entity as the platform has it. */
  toJSON(): EntityRecord {
    return this.#record;
  }

  /** Reads the entity anew. */
  async refresh(): Promise<this> {
    const { platform, name } = this.project;
    const record = await platform.read({ type: this.type, project: name, id: this.id });
    if (record === undefined) throw new FunctionError("FUNCTION_NOT_FOUND", `${this.key} is no longer there`);
    this.#record = record;
    return this;
  }

  /** Deletes this version; `cascade` its files too. */
  async delete(options: { readonly cascade?: boolean } = {}): Promise<void> {
    const { platform, name } = this.project;
    await platform.delete({ type: this.type, project: name, id: this.id }, options);
  }

  /**
   * Writes the content to `to`: a file, or a folder when it ends with a separator, is one already, or the content is
   * more than one file. Default: `./{name}/`.
   *
   * @returns the path of the file, or of the folder when the content is more than one.
   */
  download(options: DownloadOptions = {}): Promise<string> {
    return downloadFiles(this.project.platform, this.path, { name: this.name, ...options });
  }

  /** @throws `FUNCTION_NO_CONTENT` when the content is more than one file: see {@link Material.download}. */
  bytes(): Promise<Uint8Array> {
    return bytesOf(this.project.platform, this.path);
  }

  /** The content as text of UTF-8. @throws as {@link Material.bytes} */
  async text(): Promise<string> {
    return new TextDecoder().decode(await this.bytes());
  }

  /**
   * The content as JSON: the object or array that a function returned, for example.
   *
   * @throws as {@link Material.bytes}; `FUNCTION_NO_CONTENT` when it is no JSON.
   */
  async json(): Promise<JsonValue> {
    const text = await this.text();
    try {
      return JSON.parse(text) as JsonValue;
    } catch (cause) {
      throw new FunctionError("FUNCTION_NO_CONTENT", `the content of ${this.key} is no JSON`, { cause });
    }
  }

  /** Which run made it, and which runs took it. */
  lineage(): Promise<Lineage> {
    return lineageOf(this.project, this.#record);
  }
}

shownAs(Material, ({ constructor, key, status }) => `${constructor.name} ${key} ${status.state}`);
