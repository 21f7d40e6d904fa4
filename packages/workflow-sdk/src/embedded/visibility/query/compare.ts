import type { AttributeType } from "../attribute-types.ts";
import type { ExecutionKind, VisibilityRecord } from "../record.ts";
import type { Field } from "./fields.ts";
import { toOperand, type Operand } from "./operands.ts";
import { queryError } from "./query-error.ts";
import type { Condition, Operator } from "./syntax.ts";
import { textMatcher } from "./text-match.ts";

type Comparison = Extract<Condition, { readonly kind: "compare" }>;
type Test = (record: VisibilityRecord) => boolean | undefined;

const ordered = ["=", "!=", "<", ">", "<=", ">=", "IN", "NOT IN"] as const;
const ranges = ["BETWEEN", "NOT BETWEEN"] as const;
/** Beside IS NULL and IS NOT NULL, which all types have. */
const operators: Readonly<Record<AttributeType, readonly Operator[]>> = {
  Keyword: [...ordered, ...ranges, "STARTS_WITH", "NOT STARTS_WITH"],
  Int: [...ordered, ...ranges],
  Double: [...ordered, ...ranges],
  Datetime: [...ordered, ...ranges],
  Bool: ordered,
  KeywordList: ["=", "!=", "IN", "NOT IN"],
  Text: ["=", "!="],
};

/** One comparison as a test. @throws `invalid_argument`: an operator or a value that the field's type does not have. */
export function compileComparison(
  { operator, values, field: at }: Comparison,
  field: Field,
  kind: ExecutionKind,
): Test {
  const { read, type, name } = field;
  if (operator === "IS NULL") return (record) => read(record) === undefined;
  if (operator === "IS NOT NULL") return (record) => read(record) !== undefined;
  const isKnown = operators[type].includes(operator);
  if (!isKnown && operator.endsWith("BETWEEN")) {
    const what = `cannot do range condition on search attribute '${name}' of type ${type}`;
    throw queryError("invalid expression", what, at.position);
  }
  const operands = values.map((value) => toOperand(value, field, kind === "workflow"));
  if (!isKnown) {
    const what = `operator '${operator}' not supported for ${type} type search attribute '${name}'`;
    throw queryError("operation is not supported", what, at.position);
  }
  if (type === "KeywordList") return ofList(operator, operands, read);
  if (type === "Text") return ofText(operator, String(operands[0]), read);
  const holds = predicates[operator as keyof typeof predicates];
  return (record) => {
    const value = read(record) as Operand | undefined;
    return value === undefined ? undefined : holds(value, operands);
  };
}

/** A run without the list contains nothing, so `!=` and NOT IN hold for it. */
function ofList(operator: Operator, operands: readonly Operand[], read: Field["read"]): Test {
  const negated = operator === "!=" || operator === "NOT IN";
  return (record) => {
    const list = (read(record) as readonly string[] | undefined) ?? [];
    return operands.some((operand) => list.includes(operand as string)) !== negated;
  };
}

function ofText(operator: Operator, query: string, read: Field["read"]): Test {
  const matches = textMatcher(query);
  return (record) => matches((read(record) as string | undefined) ?? "") === (operator === "=");
}

type Predicate = (value: Operand, operands: readonly Operand[]) => boolean;
type ScalarOperator = Exclude<Operator, "IS NULL" | "IS NOT NULL" | "LIKE" | "NOT LIKE">;

const isBelow = (a: Operand, b: Operand | undefined): boolean => a < (b as Operand);
const isAbove = (a: Operand, b: Operand | undefined): boolean => a > (b as Operand);
/** Numbers and bigints of the same value are equal. */
const isSame = (a: Operand, b: Operand | undefined): boolean => !isBelow(a, b) && !isAbove(a, b);
const isAny: Predicate = (value, operands) => operands.some((operand) => isSame(value, operand));
const isWithin: Predicate = (value, [from, to]) => !isBelow(value, from) && !isAbove(value, to);
const startsWith: Predicate = (value, [prefix]) => String(value).startsWith(String(prefix));

const predicates: Readonly<Record<ScalarOperator, Predicate>> = {
  "=": (value, [operand]) => isSame(value, operand),
  "!=": (value, [operand]) => !isSame(value, operand),
  "<": (value, [operand]) => isBelow(value, operand),
  ">": (value, [operand]) => isAbove(value, operand),
  "<=": (value, [operand]) => !isAbove(value, operand),
  ">=": (value, [operand]) => !isBelow(value, operand),
  IN: isAny,
  "NOT IN": (value, operands) => !isAny(value, operands),
  BETWEEN: isWithin,
  "NOT BETWEEN": (value, operands) => !isWithin(value, operands),
  STARTS_WITH: startsWith,
  "NOT STARTS_WITH": (value, operands) => !startsWith(value, operands),
};
