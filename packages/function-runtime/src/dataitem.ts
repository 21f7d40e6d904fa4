import { Material } from "./material.ts";

/** The type of a column by the words of Frictionless table schemas. */
export interface SchemaField {
  readonly name: string;
  readonly type: string;
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
}

export interface TablePreview {
  readonly cols: readonly { readonly name: string; readonly value: readonly unknown[] }[];
  /** In all. */
  readonly rows: number;
}
