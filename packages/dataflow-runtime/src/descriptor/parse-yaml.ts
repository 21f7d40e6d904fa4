import { isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument, Scalar, type Node } from "yaml";
import { fieldOf, type MapEntry, type MapPart, type Part, type ScalarPart } from "./part.ts";
import type { Problems } from "./problems.ts";

/** An alias may stand for a part that contains aliases; deeper ones are refused, as a chain of them can grow without end. */
const deepest = 64;
const largestCount = 500_000;

/** One YAML document as parts; `undefined` when it is none, which `problems` then says. */
export function parseYaml(text: string, file: string, problems: Problems): Part | undefined {
  const lines = new LineCounter();
  const options = { lineCounter: lines, prettyErrors: false, uniqueKeys: false, logLevel: "error" } as const;
  const document = parseDocument(text, options);
  const refuse = (message: string, offset: number): undefined => {
    const { line, col } = lines.linePos(offset);
    const place = { file, line: Math.max(line, 1), column: Math.max(col, 1) };
    problems.add("DATAFLOW_MALFORMED", { ...place, field: "" }, message);
  };
  const [error] = document.errors;
  if (error?.code === "MULTIPLE_DOCS")
    return refuse("the text has several YAML documents, and a dataflow is one; split it at '---'", error.pos[0]);
  if (error !== undefined) return refuse(`this is no YAML: ${error.message.split("\n", 1)[0] ?? ""}`, error.pos[0]);
  try {
    return new PartsOf(file, lines).part(document.contents, "", 0);
  } catch (failure) {
    if (!(failure instanceof Unusable)) throw failure;
    return refuse(failure.message, failure.offset);
  }
}

/** YAML that is right, and yet no dataflow. */
class Unusable extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

class PartsOf {
  /** Parts come in the order of the text, so that an alias means the last anchor of its name. */
  readonly #anchors = new Map<string, Node>();
  readonly #file: string;
  readonly #lines: LineCounter;
  #count = 0;

  constructor(file: string, lines: LineCounter) {
    this.#file = file;
    this.#lines = lines;
  }

  part(node: Node | null | undefined, field: string, depth: number, offset = 0): Part {
    const start = node?.range?.[0] ?? offset;
    if (depth > deepest || ++this.#count > largestCount)
      throw new Unusable("the document is nested deeper than any dataflow, or its aliases have no end", start);
    const target = this.#target(node, start);
    const place = this.#placeAt(start, field);
    if (isMap<Node, Node>(target)) return this.#map(target.items, place, depth);
    if (isSeq<Node>(target)) {
      const items = target.items.map((item, nth) => this.part(item, fieldOf(field, nth), depth + 1, offset));
      return { kind: "list", items, ...place };
    }
    return scalarOf(target, place);
  }

  /** What a node is, or what it is an alias of. */
  #target(node: Node | null | undefined, offset: number): Node | null | undefined {
    const target = isAlias(node) ? this.#anchors.get(node.source) : node;
    if (isAlias(node) && target === undefined) throw new Unusable(`unknown anchor '${node.source}'`, offset);
    if ((isMap(target) || isSeq(target) || isScalar(target)) && target.anchor !== undefined)
      this.#anchors.set(target.anchor, target);
    return target;
  }

  #map(items: readonly { key: Node; value: Node | null }[], place: Place, depth: number): MapPart {
    const entries = new Map<string, MapEntry>();
    const repeated: MapEntry[] = [];
    for (const { key, value } of items) {
      const offset = key.range?.[0] ?? 0;
      const target = this.#target(key, offset);
      const name = isScalar(target) ? textOf(target) : "";
      const field = fieldOf(place.field, name);
      const entry = {
        key: scalarOf(target, this.#placeAt(offset, field)),
        value: this.part(value, field, depth + 1, offset),
      };
      if (entries.has(name)) repeated.push(entry);
      entries.set(name, entry);
    }
    return { kind: "map", entries, repeated, ...place };
  }

  #placeAt(offset: number, field: string): Place {
    const { line, col } = this.#lines.linePos(offset);
    return { file: this.#file, line: Math.max(line, 1), column: Math.max(col, 1), field };
  }
}

type Place = Pick<Part, "file" | "line" | "column" | "field">;

function scalarOf(node: unknown, place: Place): ScalarPart {
  if (!isScalar(node)) return { kind: "scalar", value: null, text: "", plain: true, ...place };
  const plain = node.type === undefined || node.type === Scalar.PLAIN;
  const { value } = node;
  const known = ["string", "number", "bigint", "boolean"].includes(typeof value) || value === null;
  return {
    kind: "scalar",
    value: known ? (value as ScalarPart["value"]) : textOf(node),
    text: textOf(node),
    plain,
    ...(node.tag?.startsWith("!") === true ? { tag: node.tag } : {}),
    ...place,
  };
}

/** The text of a scalar, whatever type it was resolved to: `007` stays `007`. */
const textOf = (node: Scalar): string => (typeof node.value === "string" ? node.value : (node.source ?? ""));
