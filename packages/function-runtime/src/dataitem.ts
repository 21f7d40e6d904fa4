import type { TableColumns } from "./data/columns.ts";
import { FunctionError } from "./errors.ts";
import { Material } from "./material.ts";
import { readTable, tableFormatOf } from "./table-content.ts";

/** The type of a column by the words of Frictionless table schemas. */
export interface SchemaField {
  readonly name: string;
  readonly type: string;
}

export interface TablePreview {
  readonly cols: readonly { readonly name: string; readonly value: readonly unknown[] }[];
  /** In all. */
  readonly rows: number;
}

/** A dataset; of kind `table` a file of Parquet or CSV. */
export class Dataitem extends Material {
  readonly type = "dataitem";

  /** Of tables: what their columns are. */
  get schema(): readonly SchemaField[] | undefined {
    const schema = this.spec["schema"] as { readonly fields?: readonly SchemaField[] } | undefined;
    return schema?.fields;
  }

  /** Of tables: their first ten rows, column by column, and how many rows there are. */
  get preview(): TablePreview | undefined {
    return this.status["preview"] as TablePreview | undefined;
  }

  /**
   * The table, column by column.
   *
   * @throws `FUNCTION_NO_CONTENT` if the content is no file of Parquet or CSV.
   */
  async columns(): Promise<TableColumns> {
    const format = tableFormatOf(this.path);
    if (format !== undefined) return readTable(await this.bytes(), format);
    throw new FunctionError(
      "FUNCTION_NO_CONTENT",
      `${this.key} is no table: its path ends with neither .parquet nor .csv`,
    );
  }

  /** The table, row by row: one object each, in their order. */
  async rows(): Promise<Record<string, unknown>[]> {
    const [columns, { toRecords }] = await Promise.all([this.columns(), import("./data/table.ts")]);
    return toRecords(columns);
  }
}
