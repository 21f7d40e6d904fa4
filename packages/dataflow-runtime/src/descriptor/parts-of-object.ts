import { fieldOf, type MapEntry, type Part } from "./part.ts";
import type { Problems } from "./problems.ts";

/** A plain object as parts without lines. What no YAML holds (functions, dates, cycles) is a problem. */
export function partsOfObject(value: unknown, file: string, problems: Problems): Part {
  return partOf(value, "", { file, problems, above: [] });
}

interface Around {
  readonly file: string;
  readonly problems: Problems;
  /** The objects around the value. */
  readonly above: readonly unknown[];
}

function partOf(value: unknown, field: string, around: Around): Part {
  const place = { file: around.file, line: 0, column: 0, field };
  const nothing: Part = { kind: "scalar", value: null, text: "", plain: true, ...place };
  switch (typeof value) {
    case "string":
      return { kind: "scalar", value, text: value, plain: false, ...place };
    case "number":
    case "bigint":
    case "boolean":
      return { kind: "scalar", value, text: textOf(value), plain: true, ...place };
    case "undefined":
      return nothing;
    case "object":
      break;
    case "function":
    case "symbol":
      around.problems.add(
        "DATAFLOW_MALFORMED",
        nothing,
        `a ${typeof value} cannot be written as YAML; give plain data`,
      );
      return nothing;
  }
  if (value === null) return nothing;
  if (around.above.includes(value)) {
    around.problems.add("DATAFLOW_MALFORMED", nothing, "the object contains itself; give plain data without cycles");
    return nothing;
  }
  const inside = { ...around, above: [...around.above, value] };
  if (Array.isArray(value)) {
    const items = value.map((item: unknown, nth) => partOf(item, fieldOf(field, nth), inside));
    return { kind: "list", items, ...place };
  }
  const entries = new Map<string, MapEntry>();
  for (const [name, item] of Object.entries(value)) {
    if (item === undefined) continue;
    const at = fieldOf(field, name);
    const key = { kind: "scalar", value: name, text: name, plain: false, ...place, field: at } as const;
    entries.set(name, { key, value: partOf(item, at, inside) });
  }
  return { kind: "map", entries, repeated: [], ...place };
}

/** Numbers as YAML writes them. */
function textOf(value: number | bigint | boolean): string {
  if (Number.isNaN(value)) return ".nan";
  if (value === Infinity || value === -Infinity) return value > 0 ? ".inf" : "-.inf";
  return Object.is(value, -0) ? "-0.0" : String(value);
}
