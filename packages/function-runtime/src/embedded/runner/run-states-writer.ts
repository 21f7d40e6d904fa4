import type { EntityRecord, EntityStatus, JsonObject } from "../../entity.ts";
import { FunctionError } from "../../errors.ts";
import type { EntityPlace } from "../../platform.ts";
import type { RunState } from "../../run-states.ts";
import type { EmbeddedCore } from "../embedded-core.ts";
import { changedRecord, stateOf } from "../store/changed-record.ts";

/** Writes what becomes of a run into its status. */
export class RunStatesWriter {
  readonly place: EntityPlace;
  readonly #core: EmbeddedCore;

  constructor(core: EmbeddedCore, place: EntityPlace) {
    this.#core = core;
    this.place = place;
  }

  /** Moves the run on. What `status` does not name stays, but for the message of the state before. */
  to(state: RunState, status: EntityStatus = {}): Promise<EntityRecord> {
    return this.#core.entities.change(this.place, (stored, now) => {
      const { message: _, ...kept } = stored.status;
      return changedRecord("run", stored, { ...stored, status: { ...kept, ...status, state } }, now);
    });
  }

  /** Changes the status only. */
  note(status: EntityStatus): Promise<EntityRecord> {
    return this.#core.entities.change(this.place, (stored, now) =>
      changedRecord("run", stored, { ...stored, status: { ...stored.status, ...status, state: stateOf(stored) } }, now),
    );
  }

  /** BUILT: the spec has everything from now on, and stays so. */
  built(spec: JsonObject): Promise<EntityRecord> {
    return this.#core.entities.change(this.place, (stored, now) => {
      const sealed = changedRecord("run", stored, { ...stored, spec }, now);
      return changedRecord("run", sealed, { ...sealed, status: { ...sealed.status, state: "BUILT" } }, now);
    });
  }

  /** The last state. A run that was deleted meanwhile has none. */
  async final(state: RunState, status: EntityStatus = {}): Promise<void> {
    try {
      // What ended does not serve any more.
      await this.#core.entities.change(this.place, (stored, now) => {
        const { message: _, service: __, ...kept } = stored.status;
        return changedRecord("run", stored, { ...stored, status: { ...kept, ...status, state } }, now);
      });
    } catch (error) {
      if (!FunctionError.is(error, "FUNCTION_NOT_FOUND")) throw error;
    }
  }
}
