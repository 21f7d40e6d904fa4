/** A type annotation in its parts: `std/media/v1/AudioFrame[channels=2]`. */
export interface ParsedType {
  readonly base: string;
  readonly parameters: ReadonlyMap<string, string>;
}

/** `undefined` for brackets that hold nothing, or do not close. */
export function parseType(urn: string): ParsedType | undefined {
  const bracket = urn.indexOf("[");
  if (bracket < 0) return urn === "" ? undefined : { base: urn, parameters: new Map() };
  if (bracket === 0 || !urn.endsWith("]")) return undefined;
  const parameters = new Map<string, string>();
  for (const pair of urn.slice(bracket + 1, -1).split(",")) {
    const equals = pair.indexOf("=");
    const [name, value] = [pair.slice(0, Math.max(equals, 0)).trim(), pair.slice(equals + 1).trim()];
    if (equals < 0 || name === "" || value === "") return undefined;
    parameters.set(name, value);
  }
  return { base: urn.slice(0, bracket), parameters };
}

const widenings = [
  ["std/core/v1/UInt8", "std/core/v1/UInt32"],
  ["std/core/v1/UInt32", "std/core/v1/UInt64"],
  ["std/core/v1/Int32", "std/core/v1/Int64"],
  ["std/core/v1/Float32", "std/core/v1/Float64"],
] as const;

/** What every type may be read as. */
const bytes = "std/core/v1/Bytes";
/** Rules follow each other so far and no farther. */
const longestChain = 3;

/** Which types may be connected: dora's own widenings, and the dataflow's `type_rules`. */
export class TypeRules {
  readonly #targets = new Map<string, string[]>();

  constructor(rules: Iterable<readonly [from: string, to: string]>) {
    for (const [from, to] of [...widenings, ...rules]) {
      const targets = this.#targets.get(from) ?? [];
      this.#targets.set(from, [...targets, to]);
    }
  }

  /** Whether an output of the one type may feed an input of the other. */
  fits(from: string, to: string): boolean {
    if (to === bytes || from === to) return true;
    const [source, target] = [parseType(from), parseType(to)];
    const [sourceBase, targetBase] = [source?.base ?? from, target?.base ?? to];
    if (sourceBase !== targetBase) return this.#leads([sourceBase], targetBase, longestChain);
    const given = target?.parameters ?? new Map<string, string>();
    return [...(source?.parameters ?? [])].every(([name, value]) => (given.get(name) ?? value) === value);
  }

  #leads(from: readonly string[], to: string, steps: number): boolean {
    if (steps === 0 || from.length === 0) return false;
    const next = from.flatMap((type) => this.#targets.get(type) ?? []);
    return next.includes(to) || this.#leads([...new Set(next)], to, steps - 1);
  }
}
