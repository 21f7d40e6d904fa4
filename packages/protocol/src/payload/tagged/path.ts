import { ProtocolError } from "../../protocol-error.ts";

/** Values nest up to this many levels; beyond it recursion could exhaust the stack. */
const deepest = 1000;

/** The way from the root to the value at hand, for error messages: `$.orders[3]["full name"]`. */
export class Path {
  readonly #keys: (string | number)[] = [];

  /** Calls `visit` one level further down. */
  within<Result>(key: string | number, visit: () => Result): Result {
    if (this.#keys.length === deepest) {
      throw new ProtocolError("PROTOCOL_TOO_DEEP", `value is nested deeper than ${deepest} levels; flatten it`);
    }
    this.#keys.push(key);
    try {
      return visit();
    } finally {
      this.#keys.pop();
    }
  }

  toString(): string {
    const steps = this.#keys.map((key) => {
      if (typeof key === "number") return `[${key}]`;
      return /^[A-Za-z_][\w]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    });
    // The ends say where it is; the middle of a very long way does not help.
    if (steps.length > 40) steps.splice(20, steps.length - 40, "…");
    return `$${steps.join("")}`;
  }
}
