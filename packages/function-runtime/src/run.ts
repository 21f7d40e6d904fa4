import type { Artifact } from "./artifact.ts";
import type { Dataitem } from "./dataitem.ts";
import type { EntityMetadata, EntityRecord, EntityStatus, JsonObject, JsonValue } from "./entity.ts";
import { invokeService, type InvokeOptions } from "./invoke.ts";
import { isKey } from "./keys.ts";
import { actionOf, type Action } from "./kinds.ts";
import type { Model } from "./model.ts";
import type { EntityPlace, LogLine } from "./platform.ts";
import type { Project } from "./project.ts";
import { noSuch, notFound } from "./run-errors.ts";
import { waitForRun, type WaitOptions } from "./wait-for-run.ts";
import { shownAs } from "./shown-as.ts";

/** A running service, as the run that serves it tells. */
export interface ServiceStatus {
  /** Without a scheme: `127.0.0.1:8080`. */
  readonly url: string;
  readonly [key: string]: JsonValue;
}

export interface RunStatus extends EntityStatus {
  /** Name → key. Of a build: `image`, the image's name. */
  readonly outputs?: Readonly<Record<string, string>>;
  readonly results?: Readonly<Record<string, JsonValue>>;
  /** Of a `serve` run that is ready. */
  readonly service?: ServiceStatus;
}

interface OutputTypes {
  readonly artifact: Artifact;
  readonly dataitem: Dataitem;
  readonly model: Model;
}

/** One execution of a function. What it says of itself is as of the last {@link Run.refresh} or {@link Run.wait}. */
export class Run {
  readonly project: Project;
  #record: EntityRecord;

  constructor(project: Project, record: EntityRecord) {
    this.project = project;
    this.#record = record;
  }

  get id(): string {
    return this.#record.id;
  }

  get key(): string {
    return this.#record.key;
  }

  /** Such as `nodejs+job:run`. */
  get kind(): string {
    return this.#record.kind;
  }

  get action(): Action {
    return actionOf(this.#record.kind);
  }

  get metadata(): EntityMetadata {
    return this.#record.metadata;
  }

  /** What the function's, the task's and the run's own fields make together, on the wire's names. */
  get spec(): JsonObject {
    return this.#record.spec;
  }

  get status(): RunStatus {
    return this.#record.status;
  }

  /** The image that a build made. */
  get image(): string {
    const image = this.status.outputs?.["image"];
    if (image === undefined) throw noSuch(this.#record, "output", "image");
    return image;
  }

  /**
   * An entity that the run made, by its name.
   *
   * @param type what it must be, for the compiler and for certain.
   * @throws `FUNCTION_NO_OUTPUT` if there is none (of that type).
   */
  output(name: string): Promise<Artifact | Dataitem | Model>;
  output<T extends keyof OutputTypes>(name: string, type: T): Promise<OutputTypes[T]>;
  async output(name: string, type?: keyof OutputTypes): Promise<Artifact | Dataitem | Model> {
    const key = this.status.outputs?.[name];
    if (key === undefined || !isKey(key, type)) throw noSuch(this.#record, "output", name, type);
    return this.project.getMaterial(key);
  }

  /** All entities that the run made, by name. */
  async outputs(): Promise<Record<string, Artifact | Dataitem | Model>> {
    const keys = Object.entries(this.status.outputs ?? {}).filter(([, key]) => isKey(key));
    return Object.fromEntries(
      await Promise.all(keys.map(async ([name, key]) => [name, await this.project.getMaterial(key)] as const)),
    );
  }

  /** @throws `FUNCTION_NO_OUTPUT` if there is none of that name. */
  result(name: string): JsonValue {
    const results = this.results();
    const value = Object.hasOwn(results, name) ? results[name] : undefined;
    if (value === undefined) throw noSuch(this.#record, "result", name);
    return value;
  }

  results(): Readonly<Record<string, JsonValue>> {
    return this.status.results ?? {};
  }

  /** Reads the run anew. */
  async refresh(): Promise<this> {
    const record = await this.project.platform.read(this.#place);
    if (record === undefined) throw notFound(this.key);
    this.#record = record;
    return this;
  }

  /**
   * Waits until the run has ended, or until its service is ready. The platform tells of changes; nothing polls here.
   *
   * @throws `FUNCTION_RUN_FAILED` if it ended in ERROR; `FUNCTION_RUN_TIMEOUT` after `timeoutMs`; the signal's reason.
   */
  async wait(options: WaitOptions = {}): Promise<this> {
    this.#record = await waitForRun(this.project.platform, this.#record, options);
    return this;
  }

  /** The lines that it wrote so far; with `follow` also those to come, until it ends. */
  logs(options: { readonly follow?: boolean; readonly signal?: AbortSignal } = {}): AsyncIterable<LogLine> {
    return this.project.platform.logs(this.#place, options);
  }

  /** Ends it. Resolves when the platform has taken the order; {@link Run.wait} tells when it has come to pass. */
  async stop(): Promise<this> {
    this.#record = await this.project.platform.act(this.#place, "stop");
    return this;
  }

  /** Goes on with a stopped run, where the platform can. */
  async resume(): Promise<this> {
    this.#record = await this.project.platform.act(this.#place, "resume");
    return this;
  }

  /**
   * Calls the service of a `serve` run, with `data` or `json` as the body: by POST with a body and by GET without one,
   * unless `method` says otherwise.
   *
   * @throws `FUNCTION_NO_SERVICE` if it is not ready; `FUNCTION_INVALID_URL` for a `url` outside of the service.
   */
  async invoke(options: InvokeOptions = {}): Promise<Response> {
    if (this.status.service === undefined) await this.refresh();
    return invokeService(this.key, this.status.service?.url, options);
  }

  /** Removes it; a run that still executes is ended. */
  async delete(): Promise<void> {
    await this.project.platform.delete(this.#place);
  }

  /** The run as the platform has it. */
  toJSON(): EntityRecord {
    return this.#record;
  }

  get #place(): EntityPlace {
    return { type: "run", project: this.project.name, id: this.id };
  }
}

shownAs(Run, ({ key, status }) => `Run ${key} ${status.state}`);
