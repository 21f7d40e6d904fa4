import { FunctionError } from "./errors.ts";
import { entityCatalog } from "./entity-catalog.ts";
import { checkName } from "./names.ts";
import type { Platform } from "./platform.ts";

/** The secrets of a project. Their values are never part of an entity, a log or an error. */
export class Secrets {
  readonly #platform: Platform;
  readonly #project: string;

  constructor(platform: Platform, project: string) {
    this.#platform = platform;
    this.#project = project;
  }

  /** Their names. */
  async list(): Promise<string[]> {
    return (await entityCatalog(this.#platform, this.#project, "secret").list()).map(({ name }) => name);
  }

  /** @throws `FUNCTION_NOT_FOUND` */
  async get(name: string): Promise<string> {
    const value = await this.#platform.secret(this.#project, checkName(name, "secret"));
    if (value !== undefined) return value;
    throw new FunctionError("FUNCTION_NOT_FOUND", `project '${this.#project}' has no secret '${name}'`);
  }

  /** Sets a new one, or a new value of one. */
  async set(name: string, value: string): Promise<void> {
    checkName(name, "secret");
    const { totalElements } = await this.#platform.list("secret", this.#project, { name });
    if (totalElements === 0) {
      await this.#platform.create("secret", {
        kind: "secret",
        name,
        project: this.#project,
        metadata: { project: this.#project, name },
        spec: { path: `secret://${name}`, provider: "kubernetes" },
      });
    }
    await this.#platform.setSecret(this.#project, name, value);
  }

  async delete(name: string): Promise<void> {
    await entityCatalog(this.#platform, this.#project, "secret").delete(name);
  }
}
