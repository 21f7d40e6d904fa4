import type { ColumnMetaData, Compressors, FileMetaData, SchemaTree } from "hyparquet";
import { tooLarge } from "./parquet-compressors.ts";
import { checkStruct } from "./parquet-thrift.ts";
import { checkRuns, type Levels } from "./parquet-runs.ts";

/** Each value takes a slot in an array, whatever is packed into how few bits. */
const slotBytes = 8;

interface Leaf extends Levels {
  readonly type: string | undefined;
  readonly path: string;
}

export interface PageLimits {
  /** What all pages together may become. */
  readonly maxBytes: number;
  readonly compressors: Compressors;
}

/**
 * Looks at a whole file before anything of it is believed: every group has the columns of the schema, every page lies
 * inside the file, promises a size that fits with all others into `maxBytes`, and has as many values as it says. A file
 * of a few bytes can promise billions of them, and the reader would try.
 */
export async function checkPages(
  bytes: Uint8Array,
  metadata: FileMetaData,
  fields: readonly SchemaTree[],
  { maxBytes, compressors }: PageLimits,
): Promise<void> {
  const { parquetHeader } = await import("hyparquet/src/column.js");
  const leaves = fields.flatMap((field) => leavesOf(field, { definition: 0, repetition: 0 }));
  let left = maxBytes;
  for (const { columns } of metadata.row_groups) {
    if (columns.length !== leaves.length) throw new Error("the columns of a group are not those of the schema");
    for (const [index, leaf] of leaves.entries()) {
      const column = columns[index]?.meta_data;
      if (column === undefined || column.type !== leaf.type || column.path_in_schema.join("\0") !== leaf.path) {
        throw new Error("the columns of a group are not those of the schema");
      }
      checkChunk(column, leaf);
    }
  }

  function checkChunk(column: ColumnMetaData, levels: Levels): void {
    const start = Number(column.dictionary_page_offset || column.data_page_offset);
    const end = start + Number(column.total_compressed_size);
    const values = Number(column.num_values);
    if (start < 0 || end < start || end > bytes.length) throw new Error("a column chunk lies outside of the file");
    const chunk = bytes.subarray(start, end);
    const reader = { view: new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength), offset: 0 };
    let seen = 0;
    while (seen < values && reader.offset < chunk.length) {
      checkStruct(chunk, reader.offset);
      const header = parquetHeader(reader);
      const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header;
      const page = header.data_page_header ?? header.data_page_header_v2;
      const count = page?.num_values ?? header.dictionary_page_header?.num_values ?? 0;
      if (!(packed >= 0 && unpacked >= 0 && count >= 0)) throw new Error("a page has a negative size");
      left -= Math.max(unpacked, count * slotBytes);
      if (left < 0) throw tooLarge(maxBytes);
      const next = reader.offset + packed;
      if (next > chunk.length) throw new Error("a page lies outside of its column chunk");
      checkRuns(header, chunk.subarray(reader.offset, next), { ...column, levels, compressors });
      if (page !== undefined) seen += count;
      reader.offset = next;
    }
    if (seen !== values) throw new Error(`a column chunk says ${values} values, its pages have ${seen}`);
  }
}

function leavesOf({ element, children, path }: SchemaTree, above: Levels): Leaf[] {
  const own = element.repetition_type;
  const levels = {
    definition: above.definition + (own === "REQUIRED" ? 0 : 1),
    repetition: above.repetition + (own === "REPEATED" ? 1 : 0),
  };
  if (children.length === 0) return [{ ...levels, type: element.type, path: path.join("\0") }];
  return children.flatMap((child) => leavesOf(child, levels));
}
