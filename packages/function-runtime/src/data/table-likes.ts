import { FunctionError } from "../errors.ts";
import type { TableColumn } from "./columns.ts";
import { arrowColumn, type ArrowField, type ArrowVector } from "./arrow-column.ts";
import { inferColumn } from "./infer-column.ts";

/** Apache Arrow and flechette. */
interface ArrowTable {
  readonly schema: { readonly fields: readonly ArrowField[] };
  readonly numRows: number;
  getChildAt(index: number): ArrowVector | null;
}

/** Arquero. */
interface ArqueroTable {
  columnNames(): readonly string[];
  array(name: string): ArrayLike<unknown>;
}

/** Polars. */
interface PolarsFrame {
  readonly columns: readonly string[];
  getColumn(name: string): { toArray(): ArrayLike<unknown> };
}

/** DuckDB's result reader. */
interface DuckResult {
  columnNames(): readonly string[];
  getColumnsJS(): readonly ArrayLike<unknown>[];
}

type TableLike = ArrowTable | ArqueroTable | PolarsFrame | DuckResult;

/** Whether somebody else's table is recognised by its members. */
export const isTableLike = (value: unknown): value is TableLike =>
  isArrow(value) || isArquero(value) || isPolars(value) || isDuck(value);

/** Its columns; what it knows of their types is kept. */
export function columnsOfTableLike(table: TableLike): TableColumn[] {
  if (isArrow(table)) {
    return table.schema.fields.map((field, index) => {
      const vector = table.getChildAt(index);
      if (vector !== null) return arrowColumn(field, vector);
      throw new FunctionError("FUNCTION_INVALID_TABLE", `column '${field.name}' of the table has no values`);
    });
  }
  if (isArquero(table)) return table.columnNames().map((name) => inferColumn(name, table.array(name)));
  if (isPolars(table)) return table.columns.map((name) => inferColumn(name, table.getColumn(name).toArray()));
  const values = table.getColumnsJS();
  return table.columnNames().map((name, index) => inferColumn(name, values[index] ?? []));
}

const has = <K extends string>(value: unknown, key: K): value is Record<K, unknown> =>
  typeof value === "object" && value !== null && key in value;

const can = (value: unknown, method: string): boolean => has(value, method) && typeof value[method] === "function";

const isArrow = (value: unknown): value is ArrowTable =>
  has(value, "schema") &&
  has(value.schema, "fields") &&
  Array.isArray(value.schema.fields) &&
  has(value, "numRows") &&
  can(value, "getChildAt");

const isArquero = (value: unknown): value is ArqueroTable => can(value, "columnNames") && can(value, "array");

const isPolars = (value: unknown): value is PolarsFrame =>
  has(value, "columns") && Array.isArray(value.columns) && can(value, "getColumn");

const isDuck = (value: unknown): value is DuckResult => can(value, "columnNames") && can(value, "getColumnsJS");
