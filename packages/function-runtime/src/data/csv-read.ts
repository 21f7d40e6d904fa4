import { checkNumber, checkOptions } from "@millrace/protocol";
import { FunctionError } from "../errors.ts";
import type { ColumnType, TableColumns } from "./columns.ts";
import { readCsvRows, type CsvRow, type CsvSource, type ReadCsvRowsOptions } from "./csv-rows.ts";
import { inferTextColumn, textColumn } from "./csv-types.ts";
import { tooLarge } from "./parquet-compressors.ts";
import { defaultMaxTableBytes } from "./parquet-read.ts";

export interface ReadCsvOptions extends ReadCsvRowsOptions {
  /** Columns whose type is not to be inferred: `{ zip: "string" }`. */
  readonly types?: Readonly<Record<string, ColumnType>>;
  /** Whether the first row has the names of the columns; default true, else they are `column_1`, `column_2` … */
  readonly header?: boolean;
  /** Texts that stand for no value beside the empty field; default none. */
  readonly nullValues?: readonly string[];
  /** What the table may take in memory, in bytes. Default {@link defaultMaxTableBytes}. */
  readonly maxBytes?: number;
}

/**
 * Reads a CSV file into a table. The type of a column is the narrowest that holds every one of its values exactly as
 * they are written: `boolean` (true and false only), `int32`, `int64`, `double`, `date` (2024-12-31), `timestamp_ms`
 * or `timestamp_us` (ISO 8601 with a zone), else `string`. So numbers with leading zeros, a plus sign or a thousands
 * separator, and times without a zone, stay texts.
 *
 * @throws `FUNCTION_INVALID_CSV` naming the line or column; `FUNCTION_TABLE_TOO_LARGE`.
 */
export async function readCsv(source: CsvSource, options: ReadCsvOptions = {}): Promise<TableColumns> {
  checkOptions(options, ["delimiter", "types", "header", "nullValues", "maxBytes"], "readCsv");
  const { types = {}, header = true, nullValues = [], maxBytes = defaultMaxTableBytes } = options;
  checkNumber(maxBytes, "maxBytes", "readCsv", { min: 1 });
  const nulls = new Set(nullValues);
  let names: readonly string[] | undefined;
  let columns: (string | null)[][] = [];
  let left = maxBytes;
  for await (const row of readCsvRows(
    source,
    options.delimiter === undefined ? {} : { delimiter: options.delimiter },
  )) {
    if (names === undefined) {
      names = namesOf(row, header);
      columns = names.map(() => []);
      if (header) continue;
    }
    if (names.length > 1 && isBlank(row)) continue;
    if (row.fields.length !== names.length) throw ragged(row, names.length);
    for (const [index, field] of row.fields.entries()) {
      left -= slotBytes + (field?.length ?? 0);
      columns[index]?.push(field === null || nulls.has(field) ? null : field);
    }
    if (left < 0) throw tooLarge(maxBytes);
  }
  const found = names ?? [];
  for (const name of Object.keys(types)) {
    if (found.includes(name)) continue;
    throw new FunctionError("FUNCTION_INVALID_CSV", `'types' names '${name}'; the columns are ${found.join(", ")}`);
  }
  const rows = columns[0]?.length ?? 0;
  return {
    rows,
    columns: found.map((name, index) => {
      const values = columns[index] ?? [];
      const type = Object.hasOwn(types, name) ? types[name] : undefined;
      return type === undefined ? inferTextColumn(name, values) : textColumn(name, type, values);
    }),
  };
}

const slotBytes = 8;

const isBlank = ({ fields }: CsvRow): boolean => fields.length === 1 && fields[0] === null;

/** A table of pandas with its index has a first column without a name. */
function namesOf({ fields, line }: CsvRow, header: boolean): string[] {
  const names = fields.map((field, index) => (header && field ? field : `column_${index + 1}`));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return names;
  throw new FunctionError("FUNCTION_INVALID_CSV", `line ${line}: two columns are called '${twice}'`, {
    details: { line },
  });
}

const ragged = ({ fields, line }: CsvRow, expected: number): FunctionError =>
  new FunctionError("FUNCTION_INVALID_CSV", `line ${line} has ${fields.length} fields, the first has ${expected}`, {
    details: { line },
  });
