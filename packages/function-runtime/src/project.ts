import { checkOptions, consoleLogger, type Logger } from "@millrace/protocol";
import { Artifact } from "./artifact.ts";
import { platformOptionNames, type ConnectOptions } from "./connect-options.ts";
import { Dataitem } from "./dataitem.ts";
import { entityCatalog, type DeleteOptions, type EntityCatalog } from "./entity-catalog.ts";
import type { EntityRecord, EntityType } from "./entity.ts";
import { FunctionError } from "./errors.ts";
import { functionLogger, type FunctionLogger } from "./function-logger.ts";
import type { ProjectFunctionOptions } from "./function-options.ts";
import { createFunction } from "./create-function.ts";
import { Function } from "./function-object.ts";
import { parseKey } from "./keys.ts";
import { logMaterial } from "./log-material.ts";
import type {
  LogArtifactOptions,
  LogDataitemOptions,
  LogModelOptions,
  NewArtifactOptions,
  NewDataitemOptions,
  NewModelOptions,
} from "./material-options.ts";
import { descriptionOf } from "./metadata.ts";
import { Model } from "./model.ts";
import { checkProjectName } from "./names.ts";
import { openPlatform } from "./open-platform.ts";
import { createMaterial } from "./create-material.ts";
import type { EntityFilter, Platform } from "./platform.ts";
import type { RunScope } from "./run-scope.ts";
import { Run } from "./run.ts";
import { Secrets } from "./secrets.ts";
import { shownAs } from "./shown-as.ts";

/**
 * Opens a project: on the local platform, on DigitalHub Core with `endpoint`, or on a `platform` that is open already.
 * A project that is not there is made.
 *
 * @throws `FUNCTION_INVALID_NAME`; `FUNCTION_NOT_FOUND` with `create: false`; what the platform has against it.
 */
export async function connectProject(name: string, options: ConnectOptions = {}): Promise<Project> {
  checkProjectName(name);
  checkOptions(options, [...platformOptionNames, "description", "labels", "create"], "connectProject");
  const logger = options.logger ?? consoleLogger({ level: "warn" });
  const { platform, release } = await openPlatform(options, logger);
  try {
    return new Project({ platform, record: await readOrCreate(platform, name, options), logger, release });
  } catch (error) {
    await release();
    throw error;
  }
}

async function readOrCreate(platform: Platform, name: string, options: ConnectOptions): Promise<EntityRecord> {
  const metadata = descriptionOf(name, { ...options, name });
  const existing = await platform.read({ type: "project", id: name });
  if (existing !== undefined) return existing;
  if (options.create === false) {
    throw new FunctionError("FUNCTION_NOT_FOUND", `${platform.name} has no project '${name}'`);
  }
  try {
    return await platform.create("project", { id: name, kind: "project", name, metadata });
  } catch (error) {
    // Somebody else was quicker.
    const made = await platform.read({ type: "project", id: name });
    if (made === undefined) throw error;
    return made;
  }
}

/** What a project is made of; {@link connectProject} makes one. */
export interface ProjectParts {
  readonly platform: Platform;
  readonly record: EntityRecord;
  readonly logger: Logger;
  /** Of a project that is given to a function while it runs. */
  readonly scope?: RunScope;
  /** Lets go of the platform. */
  readonly release?: () => Promise<void>;
}

/**
 * A project: functions, their runs, and what runs take and make. Versions: an entity made under a name that there is
 * already is its next version; names mean the latest, keys mean one.
 */
export class Project {
  readonly name: string;
  readonly platform: Platform;
  /** Takes a line's text first, or its fields first. */
  readonly logger: FunctionLogger;
  /** Names and values that runs are given in their environment. */
  readonly secrets: Secrets;
  readonly #parts: ProjectParts;

  constructor(parts: ProjectParts) {
    this.#parts = parts;
    this.name = parts.record.name;
    this.platform = parts.platform;
    this.logger = functionLogger(parts.logger);
    this.secrets = new Secrets(parts.platform, this.name);
  }

  get key(): string {
    return this.#parts.record.key;
  }

  /** The run that this project was given to, which owns all that is logged with it. */
  get scope(): RunScope | undefined {
    return this.#parts.scope;
  }

  /** @throws `FUNCTION_PROJECT_GIVEN` if `project` is among the options: it is this one. */
  newFunction(options: ProjectFunctionOptions): Promise<Function> {
    return createFunction(this, options);
  }

  async getFunction(nameOrKey: string): Promise<Function> {
    return new Function(this, await this.#all("function").get(nameOrKey));
  }

  /** The latest version of each. */
  async listFunctions(filter?: EntityFilter): Promise<Function[]> {
    return (await this.#all("function").list(filter)).map((record) => new Function(this, record));
  }

  async getFunctionVersions(name: string): Promise<Function[]> {
    return (await this.#all("function").versions(name)).map((record) => new Function(this, record));
  }

  /** All versions of a name, or the one that a key says. */
  deleteFunction(nameOrKey: string, options?: DeleteOptions): Promise<void> {
    return this.#all("function").delete(nameOrKey, options);
  }

  async getRun(idOrKey: string): Promise<Run> {
    const id = idOrKey.includes("://") ? parseKey(idOrKey).id : idOrKey;
    const record = await this.platform.read({ type: "run", project: this.name, id: id ?? "" });
    if (record !== undefined) return new Run(this, record);
    throw new FunctionError("FUNCTION_NOT_FOUND", `project '${this.name}' has no run '${idOrKey}'`);
  }

  /** The latest first. */
  async listRuns(filter?: EntityFilter): Promise<Run[]> {
    return (await this.#all("run").list(filter)).map((record) => new Run(this, record));
  }

  async deleteRun(idOrKey: string): Promise<void> {
    await (await this.getRun(idOrKey)).delete();
  }

  /** Describes content that is somewhere already. To upload some: {@link Project.logArtifact}. */
  async newArtifact(options: NewArtifactOptions): Promise<Artifact> {
    return new Artifact(this, await createMaterial(this, "artifact", options));
  }

  /** Uploads a file, a folder or a value. What is logged with a function's `project` is an output of its run. */
  async logArtifact(options: LogArtifactOptions): Promise<Artifact> {
    return new Artifact(this, await logMaterial(this, "artifact", options));
  }

  async getArtifact(nameOrKey: string): Promise<Artifact> {
    return new Artifact(this, await this.#all("artifact").get(nameOrKey));
  }

  async listArtifacts(filter?: EntityFilter): Promise<Artifact[]> {
    return (await this.#all("artifact").list(filter)).map((record) => new Artifact(this, record));
  }

  async getArtifactVersions(name: string): Promise<Artifact[]> {
    return (await this.#all("artifact").versions(name)).map((record) => new Artifact(this, record));
  }

  deleteArtifact(nameOrKey: string, options?: DeleteOptions): Promise<void> {
    return this.#all("artifact").delete(nameOrKey, options);
  }

  /** Describes content that is somewhere already. To upload some: {@link Project.logDataitem}. */
  async newDataitem(options: NewDataitemOptions): Promise<Dataitem> {
    return new Dataitem(this, await createMaterial(this, "dataitem", options));
  }

  /** Uploads a file, or a table as Parquet or CSV with its schema and a preview. */
  async logDataitem(options: LogDataitemOptions): Promise<Dataitem> {
    return new Dataitem(this, await logMaterial(this, "dataitem", options));
  }

  async getDataitem(nameOrKey: string): Promise<Dataitem> {
    return new Dataitem(this, await this.#all("dataitem").get(nameOrKey));
  }

  async listDataitems(filter?: EntityFilter): Promise<Dataitem[]> {
    return (await this.#all("dataitem").list(filter)).map((record) => new Dataitem(this, record));
  }

  async getDataitemVersions(name: string): Promise<Dataitem[]> {
    return (await this.#all("dataitem").versions(name)).map((record) => new Dataitem(this, record));
  }

  deleteDataitem(nameOrKey: string, options?: DeleteOptions): Promise<void> {
    return this.#all("dataitem").delete(nameOrKey, options);
  }

  /** Describes content that is somewhere already. To upload some: {@link Project.logModel}. */
  async newModel(options: NewModelOptions): Promise<Model> {
    return new Model(this, await createMaterial(this, "model", options));
  }

  /** Uploads a model's file or folder. */
  async logModel(options: LogModelOptions): Promise<Model> {
    return new Model(this, await logMaterial(this, "model", options));
  }

  async getModel(nameOrKey: string): Promise<Model> {
    return new Model(this, await this.#all("model").get(nameOrKey));
  }

  async listModels(filter?: EntityFilter): Promise<Model[]> {
    return (await this.#all("model").list(filter)).map((record) => new Model(this, record));
  }

  async getModelVersions(name: string): Promise<Model[]> {
    return (await this.#all("model").versions(name)).map((record) => new Model(this, record));
  }

  deleteModel(nameOrKey: string, options?: DeleteOptions): Promise<void> {
    return this.#all("model").delete(nameOrKey, options);
  }

  /** The artifact, dataitem or model of a key, of whatever project. */
  async getMaterial(key: string): Promise<Artifact | Dataitem | Model> {
    const { type, project } = parseKey(key);
    const record = await entityCatalog(this.platform, project, type).get(key);
    switch (type) {
      case "artifact":
        return new Artifact(this, record);
      case "dataitem":
        return new Dataitem(this, record);
      case "model":
        return new Model(this, record);
      default:
        throw new FunctionError("FUNCTION_INVALID_KEY", `${key} is neither an artifact nor a dataitem nor a model`);
    }
  }

  /** The project as the platform had it when it was opened. */
  toJSON(): EntityRecord {
    return this.#parts.record;
  }

  /** Deletes the project; `cascade` all that is in it too. */
  async delete(options?: DeleteOptions): Promise<void> {
    await this.platform.delete({ type: "project", id: this.name }, options);
  }

  /** Lets go of the platform. Local jobs and services of this process end when nobody is connected any more. */
  async close(): Promise<void> {
    await this.#parts.release?.();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  #all(type: EntityType): EntityCatalog {
    return entityCatalog(this.platform, this.name, type);
  }
}

shownAs(Project, ({ key, platform }) => `Project ${key} in ${platform.name}`);
