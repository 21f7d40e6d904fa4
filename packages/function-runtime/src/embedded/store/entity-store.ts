import path from "node:path";
import type { Logger } from "@millrace/protocol";
import type { EntityRecord, EntityType, NewEntity, Relationship } from "../../entity.ts";
import { FunctionError } from "../../errors.ts";
import type { EntityFilter, EntityPlace, Page, PageRequest } from "../../platform.ts";
import { changedRecord } from "./changed-record.ts";
import { Collection, createdOf } from "./collection.ts";
import { dependents } from "./dependents.ts";
import { Instants } from "./instants.ts";
import { lineageOf } from "./lineage.ts";
import { namingOf, newRecord } from "./new-record.ts";
import { checkPlace, checkType, folderOf, notFound, placeOf, placeText, projectTypes } from "./place.ts";
import { matching, pageOf } from "./select.ts";
import { subfolders } from "./subfolders.ts";
import { Turns } from "./turns.ts";
import { Watchers } from "./watchers.ts";

/** What an update is made of, decided when its turn has come. Absent: the entity stays as it is. */
export type Change = (stored: EntityRecord, now: string) => EntityRecord | undefined;

/** The entities of one store: files on disk, what was asked for in memory. Only one process has a store at a time. */
export class EntityStore {
  readonly #root: string;
  readonly #logger: Logger;
  readonly #collections = new Map<string, Promise<Collection>>();
  readonly #turns = new Turns();
  readonly #watchers = new Watchers();
  readonly #instants = new Instants();

  constructor(root: string, logger: Logger) {
    this.#root = root;
    this.#logger = logger;
  }

  async create(type: EntityType, entity: NewEntity): Promise<EntityRecord> {
    checkType(type);
    const naming = namingOf(type, entity);
    const place: EntityPlace = {
      type,
      id: naming.id,
      ...(entity.project === undefined ? {} : { project: entity.project }),
    };
    checkPlace(place);
    if (type !== "project") await this.#checkProject(place.project ?? "");
    const collection = await this.#collection(type, place.project);
    // One name at a time, so that versions count up.
    return this.#turns.take(`name ${type} ${place.project ?? ""}/${naming.name}`, () =>
      this.#turns.take(placeText(place), async () => {
        if (collection.get(naming.id) !== undefined) throw alreadyThere(place);
        const version = `v${collection.versionsOf(naming.name).length + 1}`;
        const record = newRecord(type, entity, { ...naming, version, now: this.#instants.next() });
        await collection.put(record);
        this.#watchers.changed(place, record);
        return record;
      }),
    );
  }

  async read(place: EntityPlace): Promise<EntityRecord | undefined> {
    checkPlace(place);
    return (await this.#collection(place.type, place.project)).get(place.id);
  }

  async list(
    type: EntityType,
    project: string | undefined,
    filter: EntityFilter = {},
    page: PageRequest = {},
  ): Promise<Page> {
    checkType(type);
    const isLatest = filter.versions !== "all" && type !== "run" && type !== "task";
    const collections = await this.#collectionsOf(type, project);
    for (const broken of collections.flatMap((collection) => collection.broken())) {
      this.#logger.warn({ ...broken.details }, broken.message);
    }
    const records = collections.flatMap((collection) => (isLatest ? collection.latest() : collection.values()));
    if (collections.length > 1) records.sort((a, b) => (createdOf(a) < createdOf(b) ? -1 : 1));
    return pageOf(matching(records, filter), page);
  }

  /**
   * @param ifUpdated the `metadata.updated` that the caller has seen; another one is a conflict.
   * @throws `FUNCTION_CONFLICT`, `FUNCTION_NOT_FOUND`, `FUNCTION_INVALID_STATE`
   */
  update(type: EntityType, entity: EntityRecord, ifUpdated?: string): Promise<EntityRecord> {
    return this.change(placeOf(type, entity), (stored, now) => {
      if (ifUpdated !== undefined && ifUpdated !== stored.metadata.updated) throw conflict(type, stored, ifUpdated);
      return changedRecord(type, stored, entity, now);
    });
  }

  /** Changes an entity by the platform's own rules; it cannot change between being read and being written. */
  async change(place: EntityPlace, change: Change): Promise<EntityRecord> {
    checkPlace(place);
    const collection = await this.#collection(place.type, place.project);
    return this.#turns.take(placeText(place), async () => {
      const stored = collection.get(place.id);
      if (stored === undefined) throw notFound(place);
      const changed = change(stored, this.#instants.next());
      if (changed === undefined) return stored;
      await collection.put(changed);
      this.#watchers.changed(place, changed);
      return changed;
    });
  }

  /**
   * The places that deleting an entity empties, its own last. Without `cascade` it is alone, and a project must be
   * empty. A broken one can be deleted.
   */
  async doomed(place: EntityPlace, cascade: boolean): Promise<readonly EntityPlace[]> {
    checkPlace(place);
    const { type, id, project } = place;
    if (type === "project") return [...(await this.#contents(id, cascade)), place];
    const collection = await this.#collection(type, project);
    if (collection.isBroken(id)) return [place];
    const record = collection.get(id);
    if (record === undefined) throw notFound(place);
    if (!cascade) return [place];
    const [runs, tasks] = await Promise.all([this.#collection("run", project), this.#collection("task", project)]);
    const found = dependents(type, record, (of) => (of === "run" ? runs : tasks).values());
    return [...found.map(([of, one]) => placeOf(of, one)), place];
  }

  async remove(place: EntityPlace): Promise<void> {
    const collection = await this.#collection(place.type, place.project);
    await this.#turns.take(placeText(place), () => collection.remove(place.id));
    this.#watchers.changed(place, undefined);
  }

  async #contents(project: string, cascade: boolean): Promise<readonly EntityPlace[]> {
    const place: EntityPlace = { type: "project", id: project };
    if ((await this.#collection("project", undefined)).get(project) === undefined) throw notFound(place);
    const places: EntityPlace[] = [];
    for (const type of projectTypes) {
      const collection = await this.#collection(type, project);
      places.push(...collection.ids().map((id) => ({ type, project, id })));
    }
    if (places.length > 0 && !cascade) throw notEmpty(project, places.length);
    return places;
  }

  /** The runs of all projects. */
  async everyRun(): Promise<readonly EntityRecord[]> {
    return (await this.#collectionsOf("run", undefined)).flatMap((collection) => collection.values());
  }

  /** Who the entity comes from and what comes from it, in its project. */
  async relationships(place: EntityPlace): Promise<readonly Relationship[]> {
    const record = await this.read(place);
    if (record === undefined) throw notFound(place);
    if (place.project === undefined) return [];
    const collections = await Promise.all(projectTypes.map((type) => this.#collection(type, place.project)));
    return lineageOf(
      record,
      collections.flatMap((collection) => collection.values()),
    );
  }

  async *watch(place: EntityPlace, signal: AbortSignal): AsyncGenerator<EntityRecord, void> {
    checkPlace(place);
    const collection = await this.#collection(place.type, place.project);
    // Nothing may happen between the look and the watch.
    const first = collection.get(place.id);
    if (first === undefined) throw notFound(place);
    yield* this.#watchers.watch(place, first, signal);
  }

  /** Waits for what is being written, and ends all watching. */
  async close(): Promise<void> {
    await this.#turns.idle();
    this.#watchers.close();
  }

  async #checkProject(project: string): Promise<void> {
    const place: EntityPlace = { type: "project", id: project };
    if ((await this.read(place)) === undefined) throw notFound(place);
  }

  async #collectionsOf(type: EntityType, project: string | undefined): Promise<readonly Collection[]> {
    if (type === "project" || project !== undefined) {
      if (type !== "project") checkPlace({ type: "project", id: project ?? "" });
      return [await this.#collection(type, project)];
    }
    const projects = await subfolders(path.join(this.#root, "entities"));
    return Promise.all(projects.map((name) => this.#collection(type, name)));
  }

  #collection(type: EntityType, project: string | undefined): Promise<Collection> {
    const folder = folderOf(this.#root, type, project);
    const known = this.#collections.get(folder);
    if (known !== undefined) return known;
    const loading = Collection.load(this.#root, folder);
    this.#collections.set(folder, loading);
    loading.catch(() => this.#collections.delete(folder));
    return loading;
  }
}

function alreadyThere(place: EntityPlace): FunctionError {
  return new FunctionError("FUNCTION_ALREADY_EXISTS", `there is a ${place.type} '${place.id}' already`, {
    details: { ...place },
  });
}

function conflict(type: EntityType, stored: EntityRecord, seen: string): FunctionError {
  const { updated } = stored.metadata;
  return new FunctionError(
    "FUNCTION_CONFLICT",
    `${type} '${stored.id}' was changed at ${updated ?? "?"}, after ${seen}, when it was read; read it again`,
    { details: { type, id: stored.id, updated, seen } },
  );
}

function notEmpty(project: string, entities: number): FunctionError {
  return new FunctionError(
    "FUNCTION_NOT_EMPTY",
    `project '${project}' still has ${entities} entities; delete it with cascade, or them first`,
    { details: { project, entities } },
  );
}
