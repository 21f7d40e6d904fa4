import { isError } from "./is-error.ts";
import { loggable } from "./internal/loggable.ts";

const brand: unique symbol = Symbol.for("@millrace/error") as never;
const entries: unique symbol = Symbol.for("@millrace/error-table") as never;

/** Longer chains of causes are cut. */
const deepest = 12;

/** One row of a package's error table: the source of the type, of the documentation page and of its tests. */
export interface ErrorEntry {
  /** What went wrong, as one sentence for the documentation. */
  readonly summary: string;
  /** What the reader of the error should do about it. */
  readonly remedy: string;
  /** Whether the same call may succeed later without a change. Default `false`. */
  readonly retryable?: boolean;
}

/** Error code → entry. Codes are `<PREFIX>_<REASON>` in upper case. */
export type ErrorTable = Readonly<Record<string, ErrorEntry>>;

/** The codes of a table: `type PipelineErrorCode = ErrorCodeOf<typeof pipelineErrors>`. */
export type ErrorCodeOf<Table extends ErrorTable> = keyof Table & string;

export interface MillraceErrorOptions extends ErrorOptions {
  /** Overrides the table's answer. */
  readonly retryable?: boolean;
  /** Structured facts (file, line, stage, field …). What JSON does not know is described by {@link MillraceError.toJSON}. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What {@link MillraceError.toJSON} gives: `JSON.stringify` takes it, whatever the error was made of. */
export interface MillraceErrorJson {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
  readonly stack?: string;
}

type Fields = Readonly<Record<string, unknown>>;

type CodeOf<E extends MillraceError> = string extends E["code"] ? string : E["code"];
/** To the compiler the codes of {@link MillraceError} itself are `any`. */
type ErrorOf<E extends MillraceError, Code extends string> = MillraceError extends E
  ? MillraceError<Code>
  : [CodeOf<E>] extends [Code]
    ? E
    : E & { readonly code: Code };

/**
 * The error of every Millrace package. `message` starts with the code in brackets and says what was wrong, where,
 * and what to do. Recognise it with {@link MillraceError.is}: the brand is a registered symbol, so errors of a second
 * installed copy are recognised too, where `instanceof` would not.
 */
export class MillraceError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly retryable: boolean;
  // Declared only: a field would be there, undefined, on errors without details.
  declare readonly details?: Readonly<Record<string, unknown>>;

  static {
    describeErrors(this, "MillraceError", {});
  }

  constructor(code: Code, message: string, options: MillraceErrorOptions = {}) {
    super(`[${code}] ${message}`, "cause" in options ? { cause: options.cause } : undefined);
    const table = (new.target.prototype as unknown as { readonly [entries]: ErrorTable })[entries];
    this.code = code;
    this.retryable = options.retryable ?? table[code]?.retryable ?? false;
    if (options.details !== undefined) this.details = options.details;
  }

  /**
   * True for an error of this class, made by any installed copy; `MillraceError.is` for one of any Millrace package.
   * With `code`, only for that code.
   */
  static is<E extends MillraceError, const Code extends CodeOf<E> = CodeOf<E>>(
    this: { readonly prototype: E },
    value: unknown,
    code?: Code,
  ): value is ErrorOf<E, Code> {
    if (typeof value !== "object" || value === null || !isOf(this.prototype, value)) return false;
    return code === undefined || (value as MillraceError).code === code;
  }

  toJSON(): MillraceErrorJson {
    return {
      name: this.name,
      code: this.code,
      message: this.message,
      retryable: this.retryable,
      ...(this.details === undefined ? {} : { details: loggable(this.details) as Fields }),
      ...(this.cause === undefined ? {} : { cause: describeCause(this.cause, [this]) }),
      ...(this.stack === undefined ? {} : { stack: this.stack }),
    };
  }
}

/** Freezes a package's table and checks the form of its codes. */
export function defineErrorTable<const Table extends ErrorTable>(table: Table): Table {
  for (const code of Object.keys(table)) {
    if (!/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(code))
      throw new TypeError(`error code '${code}' is not of the form PREFIX_REASON`);
  }
  return Object.freeze(table);
}

/**
 * Gives a package's error class its name and its table, which supplies the default of `retryable`. Call it in the
 * static block of the class; the compiler refuses a table that lacks one of the class's codes. Freezes the table and
 * checks the form of its codes. Where `isolatedDeclarations` wants the table's type on its export, write the table
 * as a literal instead of passing it through {@link defineErrorTable}.
 */
export function describeErrors<Code extends string>(
  errorClass: { readonly prototype: MillraceError<Code> },
  name: string,
  table: Readonly<Record<Code, ErrorEntry>>,
): void {
  Object.defineProperty(errorClass.prototype, "name", { value: name, writable: true, configurable: true });
  Object.defineProperty(errorClass.prototype, brand, { value: name, configurable: true });
  Object.defineProperty(errorClass.prototype, entries, { value: defineErrorTable(table), configurable: true });
  // Bundlers rename classes, and Node prints the name of the class with every error.
  Object.defineProperty(errorClass, "name", { value: name, configurable: true });
}

/** The Markdown table of a package's errors, for its README and the documentation. */
export function renderErrorTable(table: ErrorTable): string {
  const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll(/\s+/g, " ");
  const rows = Object.entries(table).map(
    ([code, { summary, remedy, retryable }]) =>
      `| \`${code}\` | ${cell(summary)} | ${cell(remedy)} | ${retryable ? "yes" : "no"} |`,
  );
  return ["| code | what happened | what to do | retryable |", "| --- | --- | --- | --- |", ...rows, ""].join("\n");
}

/** Whether an error is of the class that has this prototype, or of another copy of that class: brands are the same. */
function isOf(prototype: object, error: object): boolean {
  const name = brandOf(prototype);
  for (let at: object | null = error; at !== null; at = Object.getPrototypeOf(at) as object | null) {
    if (at === prototype || (name !== undefined && brandOf(at) === name)) return true;
  }
  return false;
}

const brandOf = (prototype: object): unknown => Object.getOwnPropertyDescriptor(prototype, brand)?.value;

function describeCause(cause: unknown, above: readonly unknown[]): unknown {
  if (!isError(cause)) return loggable(cause);
  if (above.includes(cause)) return "[Circular]";
  if (above.length > deepest) return "[Deep]";
  try {
    const { name, message, code, details, cause: below } = cause as Error & Partial<MillraceError>;
    return {
      name: String(name),
      ...(code === undefined ? {} : { code: loggable(code) }),
      message: String(message),
      ...(MillraceError.is(cause) && details !== undefined ? { details: loggable(details) } : {}),
      ...(below === undefined ? {} : { cause: describeCause(below, [...above, cause]) }),
    };
  } catch {
    return "[Unreadable]";
  }
}
