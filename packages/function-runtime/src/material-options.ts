import type { JsonObject } from "./entity.ts";
import type { ArtifactKind, DataitemKind, ModelKind } from "./kinds.ts";

interface DescriptionOptions {
  readonly name: string;
  /** A UUID of version 4 as the id of this version. Default: a new one. */
  readonly uuid?: string;
  readonly description?: string;
  readonly labels?: readonly string[];
  /** Whether the project's definition holds a copy. Default `true`. */
  readonly embedded?: boolean;
  readonly project?: never;
}

interface ArtifactFields extends DescriptionOptions {
  /** Default `"artifact"`. */
  readonly kind?: ArtifactKind;
}

interface DataitemFields extends DescriptionOptions {
  /** Default: `"table"` for tables, `"dataitem"` for others. */
  readonly kind?: DataitemKind;
}

interface ModelFields extends DescriptionOptions {
  /** Default `"model"`. */
  readonly kind?: ModelKind;
  /** Such as `"onnx"`. */
  readonly framework?: string;
  readonly algorithm?: string;
  /** What it was trained with. */
  readonly parameters?: JsonObject;
  /** Name → a number, or numbers in their order. */
  readonly metrics?: Readonly<Record<string, number | readonly number[]>>;
}

/** Content that is somewhere already: a path of the platform's store, or a URL. */
interface Elsewhere {
  readonly path: string;
}

/** Content to be uploaded from disk. */
interface FromDisk {
  /** A file, or a folder with all that is below it. */
  readonly sourcePath: string;
  readonly data?: undefined;
}

/** Content to be uploaded from memory: text, bytes, a stream of bytes, or any other JSON value as JSON. */
interface FromMemory {
  readonly data: unknown;
  readonly sourcePath?: undefined;
  /** Default: told from the value. */
  readonly contentType?: string;
  /** What the file is called. Default: the entity's name with an ending that fits. */
  readonly fileName?: string;
}

/** A table of memory: `[{ a: 1 }, …]`, `{ columns }`, or one of Arrow, Arquero, DuckDB, Polars. */
interface FromTable {
  readonly data: unknown;
  readonly sourcePath?: undefined;
  /** What file a table becomes. Default `"parquet"`. */
  readonly format?: "parquet" | "csv";
}

export type NewArtifactOptions = ArtifactFields & Elsewhere;
export type NewDataitemOptions = DataitemFields & Elsewhere;
export type NewModelOptions = ModelFields & Elsewhere;

export type LogArtifactOptions = ArtifactFields & (FromDisk | FromMemory);
export type LogDataitemOptions = DataitemFields & (FromDisk | FromTable);
export type LogModelOptions = ModelFields & (FromDisk | FromMemory);
