import { isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, type Document } from "yaml";
import type { UdfErrorCode } from "../../error-table.ts";
import { UdfError } from "../../errors.ts";
import { kindOf } from "../../internal/kind-of.ts";
import { messageOf } from "../../internal/message-of.ts";
import type { SpecPlace } from "../../spec-result.ts";

/** The way to a field: `["spec", "vertices", 1, "udf"]`. */
export type FieldPath = readonly (string | number)[];

/** A YAML document that knows on which line each of its fields is. */
export class SpecDocument {
  readonly file: string;
  readonly #document: Document;
  readonly #lines: LineCounter;

  /** @throws `UDF_SPEC_MALFORMED` */
  constructor(text: string, file: string) {
    this.file = file;
    this.#lines = new LineCounter();
    const fault = textFault(text);
    if (fault !== undefined) throw new UdfError("UDF_SPEC_MALFORMED", `runSpec takes the text of a spec, ${fault}`);
    this.#document = parseDocument(text, { lineCounter: this.#lines, prettyErrors: false, logLevel: "error" });
    const [error] = [...this.#document.errors, ...this.#document.warnings];
    if (error?.code === "MULTIPLE_DOCS")
      this.#refuse("the text has several YAML documents, and a run takes one; split it at '---'", error.pos[0]);
    if (error !== undefined) this.#refuse(`this is not one YAML document: ${error.message}`, error.pos[0]);
    if (this.#document.contents === null) this.#refuse("this is not one YAML document: it is empty", 0);
  }

  /** The document as plain data. */
  value(): unknown {
    try {
      return this.#document.toJS() as unknown;
    } catch (error) {
      return this.#refuse(`this is not one YAML document: ${messageOf(error)}`, 0);
    }
  }

  /** Where a field is; where its nearest parent is, if it is absent. */
  place(path: FieldPath): SpecPlace {
    const { line, col } = this.#lines.linePos(this.#offset(path));
    return { file: this.file, line, column: col };
  }

  /** An error that says where in the document it is. */
  fault(code: UdfErrorCode, path: FieldPath, message: string): UdfError {
    const place = this.place(path);
    return new UdfError(code, `${placeText(place)}: ${message}`, { details: { ...place, field: pathText(path) } });
  }

  #offset(path: FieldPath): number {
    let node: unknown = this.#document.contents;
    let offset = startOf(node) ?? 0;
    for (const step of path) {
      const at: unknown = isAlias(node) ? node.resolve(this.#document) : node;
      if (isSeq(at)) node = at.items[Number(step)];
      else if (isMap(at)) {
        const pair = at.items.find(({ key }) => (isScalar(key) ? key.value : key) === step);
        if (pair === undefined) return offset;
        offset = startOf(pair.key) ?? offset;
        node = pair.value;
        continue;
      } else return offset;
      offset = startOf(node) ?? offset;
    }
    return offset;
  }

  #refuse(message: string, offset: number): never {
    const { line, col } = this.#lines.linePos(offset);
    const place = { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
    const oneLine = message.split("\n", 1)[0] ?? message;
    throw new UdfError("UDF_SPEC_MALFORMED", `${placeText(place)}: ${oneLine}`, {
      details: { ...place },
    });
  }
}

/** What is wrong with a text that is none, or that names a file. */
function textFault(text: unknown): string | undefined {
  if (typeof text !== "string") {
    const advice = text instanceof Uint8Array ? ": decode it, or read the file with 'utf8'" : "";
    return `not ${kindOf(text)}${advice}`;
  }
  return /^[^\n{]+\.(?:ya?ml|json)$/u.test(text)
    ? `not the path '${text}'; give the text: await readFile('${text}', 'utf8')`
    : undefined;
}

const startOf = (node: unknown): number | undefined => (isNode(node) && !isPair(node) ? node.range?.[0] : undefined);

/** `pipeline.yaml:7:5` */
export const placeText = ({ file, line, column }: SpecPlace): string => `${file}:${line}:${column}`;

/** `spec.vertices[1].udf` */
export const pathText = (path: FieldPath): string =>
  path.map((step, nth) => (typeof step === "number" ? `[${step}]` : nth === 0 ? step : `.${step}`)).join("");
