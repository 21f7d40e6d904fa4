import { FunctionError } from "../errors.ts";
import { columnTypes, type ColumnType, type TableColumn, type TableColumns } from "./columns.ts";
import { inferColumn } from "./infer-column.ts";
import { columnsOfTableLike, isTableLike } from "./table-likes.ts";

/**
 * Whether a value is a table: a table of Apache Arrow, flechette, Arquero, Polars or DuckDB, recognised by what it can do
 * and not by its class, or `{ columns }`. An array of flat records is one only when it is `declared` to be a dataitem:
 * undeclared it is JSON, as any other array.
 */
export function isTable(value: unknown, declared = false): boolean {
  return isTableLike(value) || isColumns(value) || (declared && isRecords(value));
}

/**
 * The columns of a table. Those of an Arrow table keep their types; the type of plain values is inferred: whole numbers
 * are `int32` when all of them fit and `double` otherwise, bigints `int64`, a `Date` is `timestamp_ms`, and a column of
 * nulls is `string`. In `{ columns: [{ name, type, values }] }` the type is said.
 *
 * @throws `FUNCTION_INVALID_TABLE` naming the column for anything that is no table.
 */
export function toColumns(value: unknown): TableColumns {
  if (isTableLike(value)) return table(columnsOfTableLike(value));
  if (isColumns(value)) return table(columnsOf(value.columns));
  if (isRecords(value)) return table(columnsOfRecords(value));
  throw new FunctionError(
    "FUNCTION_INVALID_TABLE",
    "this is no table: give an Arrow-like table, { columns }, or an array of flat records",
  );
}

/** The rows of a table as objects, in their order. */
export function toRecords({ columns, rows }: TableColumns): Record<string, unknown>[] {
  const records: Record<string, unknown>[] = [];
  for (let row = 0; row < rows; row++) {
    // Of entries, because a column may be called `__proto__`.
    records.push(Object.fromEntries(columns.map(({ name, values }) => [name, values[row]])));
  }
  return records;
}

function table(columns: readonly TableColumn[]): TableColumns {
  const rows = columns[0]?.values.length ?? 0;
  const names = new Set<string>();
  for (const { name, values } of columns) {
    if (names.has(name)) throw new FunctionError("FUNCTION_INVALID_TABLE", `two columns are called '${name}'`);
    names.add(name);
    if (values.length === rows) continue;
    const lengths = `column '${name}' has ${values.length} values, '${columns[0]?.name}' has ${rows}`;
    throw new FunctionError("FUNCTION_INVALID_TABLE", `the columns of a table are of one length, but ${lengths}`);
  }
  return { columns, rows };
}

type Values = ArrayLike<unknown>;
type NamedColumn = Omit<TableColumn, "values" | "type"> & { readonly type?: ColumnType; readonly values: Values };

const isColumns = (value: unknown): value is { columns: readonly NamedColumn[] | Record<string, Values> } =>
  isPlainObject(value) &&
  Object.keys(value).every((key) => key === "columns" || key === "rows") &&
  (Array.isArray(value["columns"])
    ? value["columns"].every((column: unknown) => isPlainObject(column) && "name" in column && "values" in column)
    : isPlainObject(value["columns"]) && Object.values(value["columns"]).every(isValues));

function columnsOf(columns: readonly NamedColumn[] | Record<string, Values>): TableColumn[] {
  if (!Array.isArray(columns)) {
    return Object.entries(columns).map(([name, values]) => inferColumn(name, values as Values));
  }
  return columns.map((column: NamedColumn) => {
    if (typeof column.name !== "string" || !isValues(column.values)) {
      throw new FunctionError("FUNCTION_INVALID_TABLE", "a column is { name: string, values: array, type? }");
    }
    if (column.type === undefined) return inferColumn(column.name, column.values);
    if (columnTypes.includes(column.type)) {
      return { ...column, type: column.type, values: Array.from(column.values, (value) => value ?? null) };
    }
    const known = columnTypes.join(", ");
    throw new FunctionError(
      "FUNCTION_INVALID_TABLE",
      `column '${column.name}' is of the unknown type '${String(column.type)}'; there are ${known}`,
    );
  });
}

const isRecords = (value: unknown): value is readonly Record<string, unknown>[] =>
  Array.isArray(value) && value.every(isPlainObject);

/** The columns of all records, in the order in which they first appear. */
function columnsOfRecords(records: readonly Record<string, unknown>[]): TableColumn[] {
  const names = new Set<string>();
  for (const record of records) for (const name of Object.keys(record)) names.add(name);
  return [...names].map((name) =>
    inferColumn(
      name,
      records.map((record) => (Object.hasOwn(record, name) ? record[name] : null)),
    ),
  );
}

const isValues = (value: unknown): value is Values =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));

function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
