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
const nulls = ["IS NULL", "IS NOT NULL"] as const;

const operators: Readonly<Record<AttributeType, readonly Operator[]>> = {
  Keyword: [...ordered, ...ranges, ...nulls, "STARTS_WITH", "NOT STARTS_WITH"],
  Int: [...ordered, ...ranges, ...nulls],
  Double: [...ordered, ...ranges, ...nulls],
  Datetime: [...ordered, ...ranges, ...nulls],
  Bool: [...ordered, ...nulls],
  KeywordList: ["=", "!=", "IN", "NOT IN", ...nulls],
  Text: ["=", "!=", ...nulls],
};

/** One comparison as a test. @throws `invalid_argument`: an operator or a value that the field's type does not have. */
export function compileComparison(
  { operator, values, field: at }: Comparison,
  field: Field,
  kind: ExecutionKind,
): Test {
  if (!operators[field.type].includes(operator)) {
    const what = `operator '${operator}' not supported for ${field.type} type search attribute '${field.name}'`;
    throw queryError("operation is not supported", what, at.position);
  }
  const { read } = field;
  if (operator === "IS NULL") return (record) => read(record) === undefined;
  if (operator === "IS NOT NULL") return (record) => read(record) !== undefined;
  const operands = values.map((value) => toOperand(value, field, kind === "workflow"));
  if (field.type === "KeywordList") return ofList(operator, operands, read);
  if (field.type === "Text") return ofText(operator, String(operands[0]), read);
  const holds = predicates[operator];
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
type ScalarOperator = Exclude<Operator, (typeof nulls)[number]>;

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
