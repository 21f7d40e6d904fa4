const brand: unique symbol = Symbol.for("@millrace/error") as never;

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

export interface MillraceErrorOptions extends ErrorOptions {
  /** Overrides the table's answer. */
  readonly retryable?: boolean;
  /** Structured facts (file, line, stage, field …); must survive `JSON.stringify`. */
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What {@link MillraceError.toJSON} gives: fit for a structured log. */
export interface MillraceErrorJson {
  readonly name: string;
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly cause?: unknown;
  readonly stack?: string;
}

/**
 * The error of every Millrace package. `message` starts with the code in brackets and says what was wrong, where,
 * and what to do. Recognise it with {@link MillraceError.is}: the brand is a registered symbol, so errors of a second
 * installed copy are recognised too, where `instanceof` would not.
 */
export class MillraceError<Code extends string = string> extends Error {
  readonly code: Code;
  readonly retryable: boolean;
  readonly details?: Readonly<Record<string, unknown>>;

  static {
    Object.defineProperty(MillraceError.prototype, brand, { value: true });
    Object.defineProperty(MillraceError.prototype, "name", {
      value: "MillraceError",
      writable: true,
      configurable: true,
    });
  }

  constructor(code: Code, message: string, options: MillraceErrorOptions = {}) {
    super(`[${code}] ${message}`, "cause" in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.retryable = options.retryable ?? false;
    if (options.details !== undefined) this.details = options.details;
  }

  /** True for an error of any Millrace package and any installed copy; with `code`, only for that code. */
  static is<C extends string = string>(value: unknown, code?: C): value is MillraceError<C> {
    return (
      typeof value === "object" &&
      value !== null &&
      (value as Record<symbol, unknown>)[brand] === true &&
      (code === undefined || (value as MillraceError).code === code)
    );
  }

  toJSON(): MillraceErrorJson {
    return {
      name: this.name,
      code: this.code,
      message: this.message,
      retryable: this.retryable,
      ...(this.details === undefined ? {} : { details: this.details }),
      ...(this.cause === undefined ? {} : { cause: describeCause(this.cause) }),
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

function describeCause(cause: unknown): unknown {
  if (MillraceError.is(cause)) return cause.toJSON();
  if (!(cause instanceof Error)) return cause;
  return {
    name: cause.name,
    message: cause.message,
    ...(cause.cause === undefined ? {} : { cause: describeCause(cause.cause) }),
  };
}
