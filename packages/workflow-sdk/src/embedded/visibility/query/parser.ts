import { queryError } from "./query-error.ts";
import type { Condition, FieldName, Literal, Operator, ParsedQuery } from "./syntax.ts";
import { tokenize, type Token } from "./tokens.ts";

/** How deep parentheses and NOTs may nest. Deeper than people write, and far from the end of the stack. */
const deepest = 100;

const clauses = ["ORDER", "GROUP", "LIMIT"];
const words = ["AND", "OR", "NOT", "IN", "BETWEEN", "IS", "NULL", "STARTS_WITH", "TRUE", "FALSE", "LIKE", "BY"];
const reserved = new Set(words.concat(clauses));
const comparisons: ReadonlyMap<string, Operator> = new Map([
  ["=", "="],
  ["!=", "!="],
  ["<>", "!="],
  ["<", "<"],
  [">", ">"],
  ["<=", "<="],
  [">=", ">="],
]);

/**
 * Reads a query: the part of an SQL statement behind WHERE.
 *
 * @throws `invalid_argument` with the position of the first word that does not fit.
 */
export function parseQuery(query: string): ParsedQuery {
  return new Parser(tokenize(query)).query();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  query(): ParsedQuery {
    const where = this.#next.kind === "end" || this.#isAny(clauses) ? undefined : this.#any();
    const groupBy = this.#clauses();
    if (this.#next.kind !== "end") throw this.#unexpected();
    return { ...(where === undefined ? {} : { where }), ...(groupBy === undefined ? {} : { groupBy }) };
  }

  #clauses(): FieldName | undefined {
    const { position } = this.#next;
    if (this.#is("ORDER")) throw queryError("operation is not supported", "'ORDER BY' clause", position);
    if (this.#is("LIMIT")) throw queryError("operation is not supported", "'LIMIT' clause", position);
    if (!this.#took("GROUP")) return undefined;
    if (!this.#took("BY")) throw this.#unexpected();
    const field = this.#field();
    if (this.#next.text === "," && this.#next.kind === "symbol") {
      throw queryError("operation is not supported", "'GROUP BY' clause supports only a single field", position);
    }
    this.#clauses();
    return field;
  }

  #any(): Condition {
    return this.#chain("any", ["OR", "||"], () => this.#chain("all", ["AND", "&&"], () => this.#not()));
  }

  #chain(kind: "all" | "any", words: readonly string[], next: () => Condition): Condition {
    const conditions = [next()];
    while (words.some((word) => this.#took(word))) conditions.push(next());
    return conditions.length === 1 ? (conditions[0] as Condition) : { kind, conditions };
  }

  #not(): Condition {
    if (this.#is("NOT")) return this.#nested(() => ({ kind: "not", condition: this.#not() }));
    if (!this.#isSymbol("(")) return this.#comparison();
    return this.#nested(() => {
      const inner = this.#any();
      this.#symbol(")");
      return inner;
    });
  }

  /** Takes the word that opens, and guards the stack. */
  #nested(read: () => Condition): Condition {
    const { position } = this.#take();
    if (++this.#depth > deepest) {
      throw queryError("malformed SQL query", `more than ${deepest} parentheses and NOTs inside each other`, position);
    }
    const condition = read();
    this.#depth -= 1;
    return condition;
  }

  #comparison(): Condition {
    const field = this.#field();
    const sign = this.#next.kind === "symbol" ? comparisons.get(this.#next.text) : undefined;
    if (sign !== undefined) {
      this.#take();
      return { kind: "compare", field, operator: sign, values: [this.#literal()] };
    }
    if (this.#took("IS")) {
      const operator = this.#took("NOT") ? "IS NOT NULL" : "IS NULL";
      if (!this.#is("NULL")) {
        const rule = "'IS' operator can only be used as 'IS NULL' or 'IS NOT NULL'";
        throw queryError("invalid expression", rule, this.#next.position);
      }
      this.#take();
      return { kind: "compare", field, operator, values: [] };
    }
    const negated = this.#took("NOT");
    if (this.#took("IN")) return compare(field, "IN", negated, this.#list());
    if (this.#took("STARTS_WITH")) return compare(field, "STARTS_WITH", negated, [this.#literal()]);
    if (this.#took("BETWEEN")) {
      const from = this.#literal();
      if (!this.#took("AND")) throw this.#unexpected();
      return compare(field, "BETWEEN", negated, [from, this.#literal()]);
    }
    if (this.#took("LIKE")) return compare(field, "LIKE", negated, [this.#literal()]);
    if (this.#isSymbol("(")) throw queryError("operation is not supported", "function expression", field.position);
    const ends = this.#next.kind === "end" || this.#isSymbol(")") || this.#isAny(["AND", "OR", ...clauses]);
    if (ends && !negated) throw queryError("invalid expression", "incomplete expression", field.position);
    throw this.#unexpected();
  }

  #field(): FieldName {
    const token = this.#next;
    const isName = token.kind === "name" || (token.kind === "word" && !reserved.has(token.text.toUpperCase()));
    if (isName) {
      this.#take();
      return { name: token.text, position: token.position };
    }
    if (token.kind === "text" || token.kind === "number") {
      throw queryError("invalid expression", `must be a column name but was '${token.text}'`, token.position);
    }
    throw this.#unexpected();
  }

  #list(): readonly Literal[] {
    this.#symbol("(");
    const values = [this.#literal()];
    while (this.#isSymbol(",")) {
      this.#take();
      values.push(this.#literal());
    }
    this.#symbol(")");
    return values;
  }

  #literal(): Literal {
    const token = this.#next;
    const { position, text } = token;
    if (token.kind === "text") return { value: this.#take().text, position };
    if (token.kind === "number") return { value: this.#number(), position };
    if (this.#isSymbol("-") || this.#isSymbol("+")) {
      this.#take();
      if (this.#next.kind !== "number") throw this.#unexpected();
      const value = this.#number();
      return { value: text === "-" ? -value : value, position };
    }
    if (this.#took("TRUE")) return { value: true, position };
    if (this.#took("FALSE")) return { value: false, position };
    if (this.#is("NULL")) throw queryError("invalid expression", "unexpected value type NULL", position);
    if (token.kind !== "name" && (token.kind !== "word" || reserved.has(text.toUpperCase()))) throw this.#unexpected();
    this.#take();
    if (this.#isSymbol("(")) throw queryError("operation is not supported", "nested func", position);
    const advice = `column name on the right side of comparison expression (did you forget to quote "${text}"?)`;
    throw queryError("operation is not supported", advice, position);
  }

  /** Whole numbers that a double cannot hold stay exact. */
  #number(): number | bigint {
    const { text, position } = this.#take();
    const number = Number(text);
    if (!Number.isFinite(number)) throw queryError("invalid expression", `unable to parse value "${text}"`, position);
    return /^\d+$/.test(text) && !Number.isSafeInteger(number) ? BigInt(text) : number;
  }

  get #next(): Token {
    return this.#tokens[this.#at] as Token;
  }

  #take(): Token {
    const token = this.#next;
    this.#at += 1;
    return token;
  }

  #is(keyword: string): boolean {
    const { kind, text } = this.#next;
    return (kind === "word" || kind === "symbol") && text.toUpperCase() === keyword;
  }

  #isAny(keywords: readonly string[]): boolean {
    return keywords.some((keyword) => this.#is(keyword));
  }

  #took(keyword: string): boolean {
    const found = this.#is(keyword);
    if (found) this.#at += 1;
    return found;
  }

  #isSymbol(text: string): boolean {
    return this.#next.kind === "symbol" && this.#next.text === text;
  }

  #symbol(text: string): void {
    if (!this.#isSymbol(text)) throw this.#unexpected();
    this.#at += 1;
  }

  #unexpected(): Error {
    const { kind, text, position } = this.#next;
    const what = kind === "end" ? "syntax error: the query ends too early" : `syntax error near '${text}'`;
    return queryError("malformed SQL query", what, position);
  }
}

function compare(
  field: FieldName,
  operator: "IN" | "STARTS_WITH" | "LIKE" | "BETWEEN",
  negated: boolean,
  values: readonly Literal[],
): Condition {
  return { kind: "compare", field, operator: negated ? `NOT ${operator}` : operator, values };
}
