import type { DataflowErrorCode } from "../error-table.ts";
import type { DataflowProblem } from "./problem.ts";

/** Gathers all that is wrong, so that one look at a file shows it. */
export class Problems {
  readonly #list: DataflowProblem[] = [];

  get list(): readonly DataflowProblem[] {
    return this.#list;
  }

  add(code: DataflowErrorCode, at: Omit<DataflowProblem, "code" | "message">, message: string): undefined {
    const { file, line, column, field } = at;
    this.#list.push({ code, file, line, column, field, message });
  }
}
