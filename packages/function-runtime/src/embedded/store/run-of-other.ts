import path from "node:path";
import type { EntityPlace, LogLine } from "../../platform.ts";
import type { EntityRecord } from "../../entity.ts";
import { isFinal } from "../../run-states.ts";
import { readText } from "./disk.ts";
import { isLocked } from "./lock.ts";
import { LogStore } from "./log-store.ts";
import { checkPlace, folderOf, notFound } from "./place.ts";

/** How often the files of another process are looked at: nobody tells when they change. */
const lookMs = 200;

/** A run of a store that another process has open, as its files say; they are only read. */
export class RunOfOther {
  readonly #root: string;
  readonly #place: EntityPlace;
  #record: EntityRecord;

  private constructor(root: string, place: EntityPlace, record: EntityRecord) {
    this.#root = root;
    this.#place = place;
    this.#record = record;
  }

  /** @throws `FUNCTION_NOT_FOUND` */
  static async read(root: string, project: string, id: string): Promise<RunOfOther> {
    const place: EntityPlace = { type: "run", project, id };
    return new RunOfOther(root, place, await readRecord(root, place));
  }

  get key(): string {
    return this.#record.key;
  }

  get status(): EntityRecord["status"] {
    return this.#record.status;
  }

  async refresh(): Promise<this> {
    this.#record = await readRecord(this.#root, this.#place);
    return this;
  }

  /** The lines so far; with `follow` those to come, until the run has ended or the other process has. */
  async *logs({
    follow = false,
    signal,
  }: { readonly follow?: boolean; readonly signal?: AbortSignal } = {}): AsyncGenerator<LogLine, void> {
    const logs = new LogStore(this.#root, 0);
    const looking = setInterval(() => logs.wake(this.#place), lookMs);
    let looksAfterEnd = 0;
    // The last lines are written about when the state is: they are there a look later.
    const isOver = async (): Promise<boolean> => {
      if (!follow) return true;
      const hasEnded = isFinal((await this.refresh()).status.state) || !(await isLocked(this.#root));
      return hasEnded && looksAfterEnd++ > 0;
    };
    try {
      yield* logs.read(this.#place, isOver, signal);
    } finally {
      clearInterval(looking);
    }
  }
}

async function readRecord(root: string, place: EntityPlace): Promise<EntityRecord> {
  checkPlace(place);
  const text = await readText(path.join(folderOf(root, "run", place.project), `${place.id}.json`));
  if (text === undefined) throw notFound(place);
  return JSON.parse(text) as EntityRecord;
}
