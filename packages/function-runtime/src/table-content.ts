import { readFile } from "node:fs/promises";
import path from "node:path";
import { contentTypeOf } from "./content-types.ts";
import type { TableColumns } from "./data/columns.ts";
import type { JsonObject } from "./entity.ts";
import { FunctionError } from "./errors.ts";
import type { MaterialContent } from "./material-content.ts";

export type TableFormat = "parquet" | "csv";

/** A table as an entity holds it. */
export interface TableContent {
  /** For `spec.schema`. */
  readonly schema: JsonObject;
  /** For `status.preview`; too large a one is left out. */
  readonly preview?: JsonObject;
  readonly content?: MaterialContent;
}

/** The format of a file by its ending; absent: it is no table. */
export function tableFormatOf(fileName: string): TableFormat | undefined {
  const ending = path.extname(fileName).toLowerCase();
  if (ending === ".parquet") return "parquet";
  return ending === ".csv" ? "csv" : undefined;
}

/** A table of memory, written as one file. */
export async function tableOfData(name: string, data: unknown, format: TableFormat = "parquet"): Promise<TableContent> {
  const { toColumns } = await import("./data/table.ts");
  const columns = toColumns(data);
  const bytes = await writeTable(columns, format);
  const file = { name: `${name}.${format}`, contentType: contentTypeOf(`a.${format}`), open: () => bytes };
  return { ...(await describe(columns)), content: { files: [file], folder: false } };
}

/** What a file of disk says of its table. */
export async function tableOfPath(file: string, format: TableFormat): Promise<TableContent> {
  return describe(await readTable(await readFile(file), format));
}

export async function readTable(bytes: Uint8Array, format: TableFormat): Promise<TableColumns> {
  if (format === "csv") return (await import("./data/csv.ts")).readCsv(bytes);
  return (await import("./data/parquet.ts")).readParquet(bytes);
}

async function writeTable(columns: TableColumns, format: TableFormat): Promise<Uint8Array> {
  switch (format) {
    case "parquet":
      return (await import("./data/parquet.ts")).writeParquet(columns);
    case "csv":
      return Buffer.from((await import("./data/csv.ts")).writeCsv(columns));
    default:
      throw new FunctionError("FUNCTION_INVALID_FIELD", `format must be 'parquet' or 'csv', not '${String(format)}'`);
  }
}

async function describe(columns: TableColumns): Promise<TableContent> {
  const { describeTable } = await import("./data/describe.ts");
  return describeTable(columns);
}
