import type { VisibilityRecord } from "../record.ts";
import { compileComparison } from "./compare.ts";
import { divisionOf, resolveField, type Field, type FieldScope } from "./fields.ts";
import { parseQuery } from "./parser.ts";
import { queryError } from "./query-error.ts";
import type { Condition, FieldName, ParsedQuery } from "./syntax.ts";

/** True, false, or undefined where SQL says NULL: the record has no value to compare. */
export type Test = (record: VisibilityRecord) => boolean | undefined;

export interface CompiledQuery {
  readonly matches: (record: VisibilityRecord) => boolean;
  readonly groupBy: Field | undefined;
}

/** What a query can be grouped by. */
const groupable = ["ExecutionStatus", "TemporalNamespaceDivision"];

/**
 * A query as a test of records. Runs in a division are only found by queries that name the division.
 *
 * @throws `invalid_argument` with the place that is wrong.
 */
export function compileQuery(query: string, scope: FieldScope): CompiledQuery {
  const parsed = parseQuery(query);
  let namesDivision = scope.kind === "activity";
  const resolve = (name: FieldName): Field => {
    const field = resolveField(name, scope);
    if (field.target === "TemporalNamespaceDivision") namesDivision = true;
    return field;
  };
  const test = parsed.where === undefined ? undefined : compileCondition(parsed.where, resolve, scope);
  const groupBy = compileGroupBy(parsed, resolve);
  const everywhere = namesDivision;
  return {
    matches: (record) =>
      (everywhere || divisionOf(record) === undefined) && (test === undefined || test(record) === true),
    groupBy,
  };
}

function compileGroupBy({ groupBy }: ParsedQuery, resolve: (name: FieldName) => Field): Field | undefined {
  if (groupBy === undefined) return undefined;
  const field = resolve(groupBy);
  if (groupable.includes(field.target)) return field;
  const what = `'GROUP BY' clause is not supported for search attribute ${field.name}`;
  throw queryError("operation is not supported", what, groupBy.position);
}

function compileCondition(condition: Condition, resolve: (name: FieldName) => Field, scope: FieldScope): Test {
  if (condition.kind === "compare") return compileComparison(condition, resolve(condition.field), scope.kind);
  if (condition.kind === "not") {
    const inner = compileCondition(condition.condition, resolve, scope);
    return (record) => {
      const verdict = inner(record);
      return verdict === undefined ? undefined : !verdict;
    };
  }
  const tests = condition.conditions.map((inner) => compileCondition(inner, resolve, scope));
  return condition.kind === "all" ? all(tests) : any(tests);
}

function all(tests: readonly Test[]): Test {
  return (record) => {
    let verdict: boolean | undefined = true;
    for (const test of tests) {
      const one = test(record);
      if (one === false) return false;
      if (one === undefined) verdict = undefined;
    }
    return verdict;
  };
}

function any(tests: readonly Test[]): Test {
  return (record) => {
    let verdict: boolean | undefined = false;
    for (const test of tests) {
      const one = test(record);
      if (one === true) return true;
      if (one === undefined) verdict = undefined;
    }
    return verdict;
  };
}
