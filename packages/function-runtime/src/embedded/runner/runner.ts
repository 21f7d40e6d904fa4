import type { Logger } from "@millrace/protocol";
import type { EntityRecord } from "../../entity.ts";
import type { EntityPlace } from "../../platform.ts";
import type { EmbeddedCore } from "../embedded-core.ts";
import type { Executor } from "./executor.ts";
import type { RunnerOptions } from "./runner-options.ts";

export class Runner implements Executor {
  readonly core: EmbeddedCore;
  readonly logger: Logger;
  readonly options: RunnerOptions;

  constructor(core: EmbeddedCore, logger: Logger, options: RunnerOptions) {
    this.core = core;
    this.logger = logger;
    this.options = options;
  }

  async start(run: EntityRecord): Promise<EntityRecord> {
    return run;
  }

  has(_run: EntityPlace): boolean {
    return false;
  }

  async stop(run: EntityPlace): Promise<EntityRecord> {
    return (await this.core.entities.read(run)) as EntityRecord;
  }

  async discard(_run: EntityPlace): Promise<void> {}

  async close(): Promise<void> {}
}
