import path from "node:path";
import { FunctionError } from "../../errors.ts";
import { checkName, checkProjectName } from "../../names.ts";
import { makeFolder, readText, removeFile, writeWhole } from "./disk.ts";
import { Turns } from "./turns.ts";

/** Only their owner may read them. */
const privateMode = 0o600;

/** The values of secrets: one file a project, readable by its owner alone. They are in no entity and in no list. */
export class SecretStore {
  readonly #root: string;
  readonly #turns = new Turns();

  constructor(root: string) {
    this.#root = root;
  }

  async get(project: string, name: string): Promise<string | undefined> {
    checkName(name, "secret");
    const values = await this.#read(project);
    return Object.hasOwn(values, name) ? values[name] : undefined;
  }

  set(project: string, name: string, value: string): Promise<void> {
    return this.#replace(project, name, [[name, value]]);
  }

  remove(project: string, name: string): Promise<void> {
    return this.#replace(project, name, []);
  }

  removeAll(project: string): Promise<void> {
    return this.#turns.take(project, () => removeFile(this.#fileOf(project)));
  }

  #replace(project: string, name: string, by: readonly (readonly [string, string])[]): Promise<void> {
    checkName(name, "secret");
    return this.#turns.take(project, async () => {
      // A map would lose `__proto__`; a list of pairs has no such names.
      const values = [...Object.entries(await this.#read(project)).filter(([known]) => known !== name), ...by];
      await makeFolder(path.join(this.#root, "secrets"));
      await writeWhole(this.#root, this.#fileOf(project), JSON.stringify(Object.fromEntries(values)), privateMode);
    });
  }

  async #read(project: string): Promise<Readonly<Record<string, string>>> {
    const file = this.#fileOf(project);
    const text = await readText(file);
    if (text === undefined) return {};
    try {
      return JSON.parse(text) as Readonly<Record<string, string>>;
    } catch {
      // Without the cause: its message quotes the file.
      throw new FunctionError("FUNCTION_STORE_CORRUPT", `'${file}' is broken; remove it and set the secrets again`, {
        details: { file },
      });
    }
  }

  #fileOf(project: string): string {
    return path.join(this.#root, "secrets", `${checkProjectName(project)}.json`);
  }
}
