import { checkOptions } from "@millrace/protocol";
import { FunctionError } from "../errors.ts";

/** A whole text or file, or its parts as they come. */
export type CsvSource = string | Uint8Array | AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

export interface CsvRow {
  /** A field that is empty and not quoted is `null`, `""` is an empty text. */
  readonly fields: readonly (string | null)[];
  /** Where the row begins, from 1. */
  readonly line: number;
}

export interface ReadCsvRowsOptions {
  /** One character, default `","`. */
  readonly delimiter?: string;
}

/**
 * The rows of a CSV text (RFC 4180) one by one, of a file of any size: fields may be quoted and then hold delimiters,
 * line ends and doubled quotes. Lines end by LF, CRLF or CR; a byte order mark is left out; the text is UTF-8.
 *
 * @throws `FUNCTION_INVALID_CSV` naming the line: a quote that never ends, text behind a closing quote, broken UTF-8.
 */
export async function* readCsvRows(source: CsvSource, options: ReadCsvRowsOptions = {}): AsyncGenerator<CsvRow, void> {
  checkOptions(options, ["delimiter"], "readCsvRows");
  const rows = new CsvTokenizer(checkDelimiter(options.delimiter));
  for await (const text of textOf(source)) yield* rows.push(text);
  yield* rows.end();
}

/** A delimiter is one character that means nothing else in CSV. */
export function checkDelimiter(delimiter = ","): string {
  if (delimiter.length === 1 && !'"\r\n'.includes(delimiter)) return delimiter;
  throw new FunctionError("FUNCTION_INVALID_CSV", "a delimiter is one character, and neither a quote nor a line end");
}

async function* textOf(source: CsvSource): AsyncGenerator<string, void> {
  const parts = typeof source === "string" || source instanceof Uint8Array ? [source] : source;
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let atStart = true;
  for await (const part of parts) {
    const text = typeof part === "string" ? part : decode(() => decoder.decode(part, { stream: true }));
    if (text === "") continue;
    yield atStart && text.startsWith("\uFEFF") ? text.slice(1) : text;
    atStart = false;
  }
  decode(() => decoder.decode());
}

function decode(run: () => string): string {
  try {
    return run();
  } catch (cause) {
    throw new FunctionError("FUNCTION_INVALID_CSV", "this CSV is not UTF-8; convert it first", { cause });
  }
}

/** Cuts texts into rows, whatever the places at which they are cut into parts. */
class CsvTokenizer {
  readonly #delimiter: string;
  readonly #special: RegExp;
  #state: "start" | "bare" | "quoted" | "closed" = "start";
  #field = "";
  #fields: (string | null)[] = [];
  #line = 1;
  #rowLine = 1;
  #afterReturn = false;

  constructor(delimiter: string) {
    this.#delimiter = delimiter;
    const escaped = delimiter.replace(/[\\\]^-]/g, "\\$&");
    this.#special = new RegExp(`[${escaped}\r\n]`, "g");
  }

  *push(text: string): Generator<CsvRow, void> {
    let at = 0;
    while (at < text.length) {
      if (this.#state === "quoted") {
        at = this.#quoted(text, at);
        continue;
      }
      const char = text.charAt(at);
      if (this.#state === "start" && char === '"') {
        this.#state = "quoted";
        this.#afterReturn = false;
        at++;
      } else if (char === this.#delimiter) {
        this.#endField();
        this.#afterReturn = false;
        at++;
      } else if (char === "\n" || char === "\r") {
        at++;
        const isSecondHalf = char === "\n" && this.#afterReturn;
        this.#afterReturn = char === "\r";
        if (isSecondHalf) continue;
        yield this.#endRow();
      } else {
        at = this.#bare(text, at, char);
      }
    }
  }

  *end(): Generator<CsvRow, void> {
    if (this.#state === "quoted") throw invalid(this.#rowLine, "a quoted field never ends");
    if (this.#state !== "start" || this.#fields.length > 0) yield this.#endRow();
  }

  #quoted(text: string, at: number): number {
    const quote = text.indexOf('"', at);
    const end = quote < 0 ? text.length : quote;
    const part = text.slice(at, end);
    this.#field += part;
    for (let next = part.indexOf("\n"); next >= 0; next = part.indexOf("\n", next + 1)) this.#line++;
    if (quote >= 0) this.#state = "closed";
    return end + 1;
  }

  #bare(text: string, at: number, char: string): number {
    this.#afterReturn = false;
    if (this.#state === "closed") {
      if (char !== '"') throw invalid(this.#line, `text behind a closing quote: ${JSON.stringify(char)}`);
      this.#field += '"';
      this.#state = "quoted";
      return at + 1;
    }
    this.#state = "bare";
    this.#special.lastIndex = at;
    const end = this.#special.exec(text)?.index ?? text.length;
    this.#field += text.slice(at, end);
    return end;
  }

  #endField(): void {
    this.#fields.push(this.#state === "start" ? null : this.#field);
    this.#field = "";
    this.#state = "start";
  }

  #endRow(): CsvRow {
    this.#endField();
    const row = { fields: this.#fields, line: this.#rowLine };
    this.#fields = [];
    this.#line++;
    this.#rowLine = this.#line;
    return row;
  }
}

const invalid = (line: number, what: string): FunctionError =>
  new FunctionError("FUNCTION_INVALID_CSV", `line ${line}: ${what}`, { details: { line } });
