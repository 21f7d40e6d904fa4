import type { EntityRecord, EntityType, NewEntity, Relationship } from "./entity.ts";

/** Where one version of an entity is: a project is found by its name, which is its id. */
export interface EntityPlace {
  readonly type: EntityType;
  /** Absent for projects. */
  readonly project?: string;
  readonly id: string;
}

export interface EntityFilter {
  readonly name?: string;
  readonly kind?: string;
  readonly state?: string;
  /** Of tasks and runs: the function string. */
  readonly function?: string;
  /** Of runs: the task string. */
  readonly task?: string;
  /** Of tasks and runs: job, serve or build. */
  readonly action?: string;
  readonly user?: string;
  /** An instant (ISO 8601): created after it; two of them, `a,b`: between them. What is no instant is no limit. */
  readonly created?: string;
  /** The same of the last change. */
  readonly updated?: string;
  /** Part of the id or name. */
  readonly q?: string;
  /** Default `"latest"`. */
  readonly versions?: "latest" | "all";
}

export interface Page {
  readonly content: readonly EntityRecord[];
  readonly totalElements: number;
}

export interface PageRequest {
  /** From 0. */
  readonly page?: number;
  /** Default 25, at most 1000. */
  readonly size?: number;
}

export interface UpdateOptions {
  /** The `metadata.updated` that the caller has seen. Another one: somebody changed it, and the update is a conflict. */
  readonly ifUpdated?: string;
}

export interface FileInfo {
  readonly path: string;
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly content_type: string;
  /** `sha256:…` here; a remote store may have others. */
  readonly hash: string;
  /** ISO 8601. */
  readonly last_modified: string;
}

/** Lines of a run as they came. */
export interface LogLine {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly stream: "stdout" | "stderr" | "system";
  readonly text: string;
}

/**
 * What projects, functions and runs stand on: a store of entities and files, and somebody who executes runs. The local
 * platform and the client of DigitalHub Core are two of them.
 */
export interface Platform {
  /** For messages: `"local store /home/a/.millrace"`, `"http://core:8080"`. */
  readonly name: string;
  /** The folder of a local platform. */
  readonly dir?: string;
  create(type: EntityType, entity: NewEntity & { readonly project?: string }): Promise<EntityRecord>;
  /** Absent: there is none. */
  read(place: EntityPlace): Promise<EntityRecord | undefined>;
  list(type: EntityType, project: string | undefined, filter?: EntityFilter, page?: PageRequest): Promise<Page>;
  /** Spec is immutable after creation (runs: after CREATED); a state that the state machine does not allow is an error. */
  update(type: EntityType, entity: EntityRecord, options?: UpdateOptions): Promise<EntityRecord>;
  delete(place: EntityPlace, options?: { readonly cascade?: boolean }): Promise<void>;
  /** The entity now, then again after each change, until `signal` aborts or it is deleted. */
  watch(place: EntityPlace, signal: AbortSignal): AsyncIterable<EntityRecord>;
  /** Who an entity comes from and what comes from it. Absent: its own metadata say what is known. */
  relationships?(place: EntityPlace): Promise<readonly Relationship[]>;
  /** The secret's value; absent: there is none. Values are never part of an entity. */
  secret(project: string, name: string): Promise<string | undefined>;
  setSecret(project: string, name: string, value: string): Promise<void>;

  /** Where a new entity's file of this name goes: `{store}/{project}/{type}/{name}/{id}/{file}`. */
  filePath(place: EntityPlace & { readonly name: string }, file: string): string;
  upload(path: string, content: AsyncIterable<Uint8Array> | Uint8Array, contentType?: string): Promise<FileInfo>;
  download(path: string): Promise<AsyncIterable<Uint8Array>>;
  fileInfo(path: string): Promise<FileInfo | undefined>;
  /** The files below a path that ends in `/`, or the one file. */
  files(path: string): Promise<readonly FileInfo[]>;
  /** Removes one file, or all below a path that ends in `/`. Absent: files only go with their entities. */
  deleteFiles?(path: string): Promise<void>;

  /** An event of the run's state machine, such as `stop`. */
  act(run: EntityPlace, event: "stop" | "resume" | "delete"): Promise<EntityRecord>;
  logs(
    run: EntityPlace,
    options?: { readonly follow?: boolean; readonly signal?: AbortSignal },
  ): AsyncIterable<LogLine>;
  close(): Promise<void>;
}
