import { readdir } from "node:fs/promises";
import path from "node:path";
import { mapConcurrent } from "@millrace/protocol";
import type { EntityRecord } from "../../entity.ts";
import { FunctionError } from "../../errors.ts";
import { codeOf, makeFolder, readText, refuseLinks, removeFile, unusable, writeWhole } from "./disk.ts";

const suffix = ".json";

/** Files that are read at once. */
const readsAtOnce = 32;

/** The entities of one type in one project: a file each, and all of them in memory once one was asked for. */
export class Collection {
  readonly #root: string;
  readonly #folder: string;
  readonly #records = new Map<string, EntityRecord>();
  /** Ids by name, in the order of creation: the last is the latest version. */
  readonly #versions = new Map<string, string[]>();
  readonly #broken = new Map<string, FunctionError>();
  #isFolderThere = false;

  private constructor(root: string, folder: string) {
    this.#root = root;
    this.#folder = folder;
  }

  static async load(root: string, folder: string): Promise<Collection> {
    const collection = new Collection(root, folder);
    const readOne = async (id: string): Promise<[string, EntityRecord | FunctionError]> => [
      id,
      await read(path.join(folder, id + suffix), id),
    ];
    const records: EntityRecord[] = [];
    for await (const [id, found] of mapConcurrent(await idsIn(folder), readOne, { concurrency: readsAtOnce })) {
      if (found instanceof FunctionError) collection.#broken.set(id, found);
      else records.push(found);
    }
    records.sort((a, b) => (createdOf(a) < createdOf(b) ? -1 : 1));
    for (const record of records) collection.#add(record);
    return collection;
  }

  /** @throws `FUNCTION_STORE_CORRUPT` if its file is broken. */
  get(id: string): EntityRecord | undefined {
    const broken = this.#broken.get(id);
    if (broken !== undefined) throw broken;
    return this.#records.get(id);
  }

  isBroken(id: string): boolean {
    return this.#broken.has(id);
  }

  /** Also of those that are broken. */
  ids(): readonly string[] {
    return [...this.#records.keys(), ...this.#broken.keys()];
  }

  /** Why entities are not among {@link values}. */
  broken(): readonly FunctionError[] {
    return [...this.#broken.values()];
  }

  /** In the order of creation. */
  values(): readonly EntityRecord[] {
    return [...this.#records.values()];
  }

  /** Of each name the latest, in the order of creation. */
  latest(): readonly EntityRecord[] {
    return this.values().filter((record) => this.#versions.get(record.name)?.at(-1) === record.id);
  }

  versionsOf(name: string): readonly EntityRecord[] {
    return (this.#versions.get(name) ?? []).flatMap((id) => this.#records.get(id) ?? []);
  }

  async put(record: EntityRecord): Promise<void> {
    if (!this.#isFolderThere) await makeFolder(this.#folder);
    this.#isFolderThere = true;
    await writeWhole(this.#root, this.#fileOf(record.id), `${JSON.stringify(record)}\n`);
    this.#add(record);
  }

  async remove(id: string): Promise<void> {
    await removeFile(this.#fileOf(id));
    const record = this.#records.get(id);
    this.#records.delete(id);
    this.#broken.delete(id);
    if (record === undefined) return;
    const left = (this.#versions.get(record.name) ?? []).filter((version) => version !== id);
    if (left.length === 0) this.#versions.delete(record.name);
    else this.#versions.set(record.name, left);
  }

  #add(record: EntityRecord): void {
    if (!this.#records.has(record.id)) {
      const versions = this.#versions.get(record.name);
      if (versions === undefined) this.#versions.set(record.name, [record.id]);
      else versions.push(record.id);
    }
    this.#records.set(record.id, record);
  }

  #fileOf(id: string): string {
    return path.join(this.#folder, id + suffix);
  }
}

export const createdOf = (record: EntityRecord): string => record.metadata.created ?? "";

async function idsIn(folder: string): Promise<string[]> {
  try {
    const files = await readdir(folder);
    await refuseLinks(folder);
    return files.flatMap((file) => (file.endsWith(suffix) ? [file.slice(0, -suffix.length)] : []));
  } catch (cause) {
    if (codeOf(cause) === "ENOENT") return [];
    throw unusable(folder, cause);
  }
}

/** What a file has, or what is wrong with it: one of many must not hide the others. */
async function read(file: string, id: string): Promise<EntityRecord | FunctionError> {
  try {
    const record: unknown = JSON.parse((await readText(file)) ?? "");
    if (isRecord(record) && record.id === id) return record;
    return corrupt(file, new Error(`it is not the entity '${id}'`));
  } catch (cause) {
    return corrupt(file, cause);
  }
}

function isRecord(value: unknown): value is EntityRecord {
  if (typeof value !== "object" || value === null) return false;
  const { id, key, kind, name, metadata, spec, status } = value as Readonly<Record<string, unknown>>;
  const areTexts = [id, key, kind, name].every((part) => typeof part === "string");
  return areTexts && [metadata, spec, status].every((part) => typeof part === "object" && part !== null);
}

function corrupt(file: string, cause: unknown): FunctionError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new FunctionError("FUNCTION_STORE_CORRUPT", `'${file}' is broken: ${why}; restore or remove it`, {
    cause,
    details: { file },
  });
}
