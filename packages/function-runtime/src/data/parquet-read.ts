import { checkNumber, checkOptions } from "@millrace/protocol";
import type { Compressors, FileMetaData, SchemaTree, parquetRead as readFile } from "hyparquet";
import { FunctionError } from "../errors.ts";
import type { TableColumn, TableColumns } from "./columns.ts";
import { boundedCompressors } from "./parquet-compressors.ts";
import { checkStruct } from "./parquet-thrift.ts";
import { checkPages } from "./parquet-pages.ts";
import { readableColumn, withoutAnnotations } from "./parquet-types.ts";

/** 1 GiB: what a table may take in memory when it is read. */
export const defaultMaxTableBytes: number = 2 ** 30;

export interface ReadParquetOptions {
  /** What the file may become in memory, unpacked, in bytes. Default {@link defaultMaxTableBytes}. */
  readonly maxBytes?: number;
}

/**
 * Reads a Parquet file of any codec, as it was written: int64 as bigint, decimals as text, bytes as bytes, micro- and
 * nanoseconds as bigints. Decimals inside lists and structs are numbers.
 *
 * @throws `FUNCTION_INVALID_PARQUET` for anything that is no such file; `FUNCTION_TABLE_TOO_LARGE` before more than
 * `maxBytes` are unpacked.
 */
export async function readParquet(bytes: Uint8Array, options: ReadParquetOptions = {}): Promise<TableColumns> {
  checkOptions(options, ["maxBytes"], "readParquet");
  const { maxBytes = defaultMaxTableBytes } = options;
  checkNumber(maxBytes, "maxBytes", "readParquet", { min: 1 });
  try {
    return await read(bytes, maxBytes);
  } catch (error) {
    if (error instanceof FunctionError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new FunctionError("FUNCTION_INVALID_PARQUET", `this cannot be read as Parquet: ${why}`, { cause: error });
  }
}

async function read(bytes: Uint8Array, maxBytes: number): Promise<TableColumns> {
  const { parquetMetadata, parquetRead, parquetSchema } = await import("hyparquet");
  checkFooter(bytes);
  const metadata = parquetMetadata(bytes, { geoparquet: false });
  const rows = Number(metadata.num_rows);
  const grouped = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (grouped !== rows) throw new Error(`it says ${rows} rows, its groups have ${grouped}`);
  const fields = parquetSchema(metadata).children;
  if (new Set(fields.map(({ element }) => element.name)).size !== fields.length) {
    throw new Error("two of its columns have one name");
  }
  const compressors = await boundedCompressors();
  await checkPages(bytes, metadata, fields, { maxBytes, compressors });
  const chunks = rows === 0 ? new Map<string, Chunk[]>() : await readChunks(parquetRead, bytes, metadata, compressors);
  const columns = fields.map(({ element }): TableColumn => {
    const values = (chunks.get(element.name) ?? []).toSorted((a, b) => a.start - b.start).flatMap(({ data }) => data);
    if (values.length === rows) return readableColumn(fieldNamed(fields, element.name), values);
    throw new Error(`column '${element.name}' has ${values.length} values for ${rows} rows`);
  });
  return { columns, rows };
}

/** The last 8 bytes are the length of the metadata before them, and `PAR1`. */
function checkFooter(bytes: Uint8Array): void {
  const end = bytes.length - 8;
  if (end < 4) throw new Error("it is too short");
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(end, true);
  if (length <= end) checkStruct(bytes, end - length);
}

const fieldNamed = (fields: readonly SchemaTree[], name: string): SchemaTree => {
  const field = fields.find(({ element }) => element.name === name);
  if (field === undefined) throw new Error(`column '${name}' is not in the schema`);
  return field;
};

interface Chunk {
  readonly start: number;
  readonly data: readonly unknown[];
}

async function readChunks(
  parquetRead: typeof readFile,
  bytes: Uint8Array,
  metadata: FileMetaData,
  compressors: Compressors,
): Promise<Map<string, Chunk[]>> {
  const chunks = new Map<string, Chunk[]>();
  const { buffer, byteOffset, byteLength } = bytes;
  await parquetRead({
    file: {
      byteLength,
      slice: (start, end = byteLength) => buffer.slice(byteOffset + start, byteOffset + end) as ArrayBuffer,
    },
    metadata: { ...metadata, schema: withoutAnnotations(metadata.schema) },
    geoparquet: false,
    utf8: false,
    compressors,
    parsers: {
      timestampFromMicroseconds: (count: bigint | undefined) => count,
      timestampFromNanoseconds: (count: bigint | undefined) => count,
    },
    onChunk: ({ columnName, columnData, rowStart }) => {
      const list = chunks.get(columnName) ?? [];
      chunks.set(columnName, list);
      list.push({ start: rowStart, data: Array.from(columnData as ArrayLike<unknown>) });
    },
  });
  return chunks;
}
