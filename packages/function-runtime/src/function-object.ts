import type { EntityMetadata, EntityRecord, EntityStatus, JsonObject } from "./entity.ts";
import { FunctionError } from "./errors.ts";
import type { Action, NodeVersion } from "./kinds.ts";
import type { Project } from "./project.ts";
import type { RunOptions } from "./run-options.ts";
import type { Run } from "./run.ts";
import { startRun } from "./start-run.ts";
import { functionString } from "./keys.ts";
import { shownAs } from "./shown-as.ts";

/** One version of a function, and what can be done with it. */
export class Function {
  readonly #project: Project;
  #record: EntityRecord;

  constructor(project: Project, record: EntityRecord) {
    this.#project = project;
    this.#record = record;
  }

  get project(): Project {
    return this.#project;
  }

  get name(): string {
    return this.#record.name;
  }

  get kind(): string {
    return this.#record.kind;
  }

  /** The id of this version. */
  get uuid(): string {
    return this.#record.id;
  }

  get id(): string {
    return this.#record.id;
  }

  /** `store://{project}/function/{kind}/{name}:{id}` */
  get key(): string {
    return this.#record.key;
  }

  get description(): string | undefined {
    return this.#record.metadata.description;
  }

  get labels(): readonly string[] {
    return this.#record.metadata.labels ?? [];
  }

  /** Whether the project's definition holds a copy. */
  get embedded(): boolean {
    return this.#record.metadata.embedded ?? false;
  }

  get codeSrc(): string | undefined {
    return textOf(this.#source["source"]);
  }

  /** The code itself, where the function keeps it. */
  get code(): string | undefined {
    return this.base64 === undefined ? undefined : Buffer.from(this.base64, "base64").toString();
  }

  get base64(): string | undefined {
    return textOf(this.#source["base64"]);
  }

  /** `module:name`, or `name` of the only or main file. */
  get handler(): string | undefined {
    return textOf(this.#source["handler"]);
  }

  get initFunction(): string | undefined {
    return textOf(this.#source["init_function"]);
  }

  get lang(): string | undefined {
    return textOf(this.#source["lang"]);
  }

  get nodeVersion(): NodeVersion | undefined {
    return textOf(this.spec["node_version"]) as NodeVersion | undefined;
  }

  /** The image that it runs in; a build sets it. */
  get image(): string | undefined {
    return textOf(this.spec["image"]);
  }

  get baseImage(): string | undefined {
    return textOf(this.spec["base_image"]);
  }

  get requirements(): readonly string[] {
    return (this.spec["requirements"] ?? []) as readonly string[];
  }

  get metadata(): EntityMetadata {
    return this.#record.metadata;
  }

  get spec(): JsonObject {
    return this.#record.spec;
  }

  get status(): EntityStatus {
    return this.#record.status;
  }

  /**
   * Executes the function: `job` calls it once, `serve` starts a service, `build` makes an image. Without `wait` and
   * `localExecution` it resolves as soon as the platform has taken the run.
   *
   * @throws `FUNCTION_INVALID_ACTION`, `FUNCTION_UNKNOWN_FIELD`, `FUNCTION_FIELD_OF_OTHER_ACTION`,
   *   `FUNCTION_INVALID_FIELD` and `FUNCTION_NOT_FOUND` before anything is stored; with `wait` or `localExecution`
   *   `FUNCTION_RUN_FAILED` when the run ends in ERROR.
   */
  run<A extends Action>(action: A, options?: RunOptions<A>): Promise<Run> {
    return startRun(this, action, options ?? {});
  }

  /** Reads the function anew: a build has changed its `image`. */
  async refresh(): Promise<this> {
    const { platform, name } = this.#project;
    const record = await platform.read({ type: "function", project: name, id: this.id });
    if (record === undefined) throw new FunctionError("FUNCTION_NOT_FOUND", `${this.key} is no longer there`);
    this.#record = record;
    return this;
  }

  /** Deletes this version; `cascade` its tasks and runs too. */
  async delete(options: { readonly cascade?: boolean } = {}): Promise<void> {
    const { platform, name } = this.#project;
    await platform.delete({ type: "function", project: name, id: this.id }, options);
  }

  /** `{kind}://{project}/{name}:{id}`: how tasks and runs name it. */
  toString(): string {
    return functionString({ kind: this.kind, project: this.#project.name, name: this.name, id: this.id });
  }

  /** The function as the platform has it. */
  toJSON(): EntityRecord {
    return this.#record;
  }

  get #source(): JsonObject {
    return (this.spec["source"] ?? {}) as JsonObject;
  }
}

shownAs(Function, (fn) => `Function ${String(fn)}`);

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
