import type { Logger } from "@millrace/protocol";
import { FunctionError } from "../errors.ts";

/** Levels of the API that this client can speak; beyond {@link knownLevel} with a warning. */
const levels = { lowest: 15, highest: 20 } as const;

/** What it was written against: Core 0.15. */
const knownLevel = 15;

/** Looks at the header `X-Api-Level` of answers, as DigitalHub's own client does; without one anything goes. */
export class ApiLevelCheck {
  readonly #logger: Logger;
  #seen: string | undefined;

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  /** @throws `FUNCTION_CORE_API_LEVEL` */
  check(header: string | null): void {
    if (header === null || header === this.#seen) return;
    const level = /^\d+$/.test(header.trim()) ? Number(header) : undefined;
    if (level === undefined || level < levels.lowest || level > levels.highest) {
      const spoken = `${levels.lowest} to ${levels.highest}`;
      throw new FunctionError(
        "FUNCTION_CORE_API_LEVEL",
        `Core speaks level '${header.slice(0, 40)}' of its API and this client ${spoken}; use a Core of such a level`,
        { details: { level: header.slice(0, 40), ...levels } },
      );
    }
    this.#seen = header;
    if (level > knownLevel)
      this.#logger.warn(
        { level, known: knownLevel },
        `Core speaks level ${level} of its API, newer than the ${knownLevel} that this client was written for`,
      );
  }
}
