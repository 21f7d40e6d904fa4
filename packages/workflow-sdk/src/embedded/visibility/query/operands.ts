import type { AttributeValue } from "../attribute-values.ts";
import { parseDatetime } from "../datetime.ts";
import { executionStatuses } from "../record.ts";
import { parseDuration } from "./durations.ts";
import type { Field } from "./fields.ts";
import { queryError } from "./query-error.ts";
import type { Literal } from "./syntax.ts";

/** What a field is compared with: never a list. */
export type Operand = Exclude<AttributeValue, readonly string[]>;

/**
 * A literal as a value of the field's type.
 *
 * @throws `invalid_argument` if it is none.
 */
export function toOperand(literal: Literal, field: Field, ofWorkflow: boolean): Operand {
  const { value, position } = literal;
  if (field.target === "ExecutionStatus" && ofWorkflow && typeof value !== "boolean") return status(literal);
  if (field.target === "ExecutionDuration") return duration(literal);
  switch (field.type) {
    case "Int":
    case "Double":
      if (typeof value === "number" || typeof value === "bigint") return value;
      break;
    case "Bool":
      if (typeof value === "boolean") return value;
      break;
    case "Datetime":
      return datetime(literal, field);
    case "Keyword":
    case "KeywordList":
      if (typeof value === "string") return value;
      break;
    case "Text":
      if (typeof value !== "string") break;
      if (value.trim() !== "") return value;
      throw queryError(
        "invalid expression",
        `no tokens found filtering on Text type search attribute ${field.name}`,
        position,
      );
  }
  throw wrongType(literal, field);
}

function datetime(literal: Literal, field: Field): bigint {
  const { value, position } = literal;
  if (typeof value === "bigint") return value;
  if (typeof value === "number" && Number.isInteger(value)) return BigInt(value);
  if (typeof value !== "string") throw wrongType(literal, field);
  const time = parseDatetime(value);
  if (time === undefined) throw queryError("invalid expression", `unable to parse datetime '${value}'`, position);
  return time;
}

function duration(literal: Literal): number | bigint {
  const { value, position } = literal;
  if (typeof value === "bigint" || (typeof value === "number" && Number.isInteger(value))) return value;
  if (typeof value !== "string") {
    const what = `unexpected value type ${goType(value)} for search attribute ExecutionDuration`;
    throw queryError("invalid expression", what, position);
  }
  const parsed = parseDuration(value);
  if (parsed !== undefined) return parsed;
  const what = `invalid duration value for search attribute ExecutionDuration: ${value}`;
  throw queryError("invalid expression", what, position);
}

const statusPrefix = "WORKFLOW_EXECUTION_STATUS_";

/** By name, by the name in the API, or by number. */
function status({ value, position }: Literal): string {
  const byNumber = typeof value === "number" ? executionStatuses[value - 1] : undefined;
  const byName = executionStatuses.find(
    (name) => name === value || statusPrefix + name.replaceAll(/(?<=.)[A-Z]/g, "_$&").toUpperCase() === value,
  );
  const found = byNumber ?? byName;
  if (found !== undefined) return found;
  const shown = typeof value === "string" ? `'${value}'` : String(value);
  throw queryError("invalid expression", `invalid ExecutionStatus value ${shown}`, position);
}

function wrongType({ value, position }: Literal, field: Field): Error {
  const shown = typeof value === "string" ? JSON.stringify(value) : String(value);
  const what = `invalid value type for search attribute ${field.name} of type ${field.type}: ${shown}`;
  return queryError("invalid expression", `${what} (type: ${goType(value)})`, position);
}

/** As Temporal's server calls the types of literals. */
function goType(value: Literal["value"]): string {
  if (typeof value === "number") return Number.isInteger(value) ? "int64" : "float64";
  return { string: "string", boolean: "bool", bigint: "int64" }[typeof value as "string" | "boolean" | "bigint"];
}
