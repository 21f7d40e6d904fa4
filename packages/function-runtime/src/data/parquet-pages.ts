import type { ColumnMetaData, FileMetaData } from "hyparquet";
import { tooLarge } from "./parquet-compressors.ts";

/** Each value takes a slot in an array, whatever is packed into how few bits. */
const slotBytes = 8;

/**
 * Walks over the headers of all pages before anything is unpacked: each must lie inside the file, promise a size that
 * fits with all others into `maxBytes`, and have together the values that its column chunk says. A file of a few bytes
 * can promise billions of them.
 */
export async function checkPages(bytes: Uint8Array, metadata: FileMetaData, maxBytes: number): Promise<void> {
  const { parquetHeader } = await import("hyparquet/src/column.js");
  let total = 0;
  for (const group of metadata.row_groups) {
    for (const { meta_data: column } of group.columns) {
      if (column === undefined) throw new Error("a column chunk has no metadata");
      total += checkChunk(column, maxBytes - total);
    }
  }

  function checkChunk(column: ColumnMetaData, left: number): number {
    const start = Number(column.dictionary_page_offset || column.data_page_offset);
    const end = start + Number(column.total_compressed_size);
    const values = Number(column.num_values);
    if (start < 0 || end < start || end > bytes.length) throw new Error("a column chunk lies outside of the file");
    const reader = { view: new DataView(bytes.buffer, bytes.byteOffset + start, end - start), offset: 0 };
    let needed = 0;
    let seen = 0;
    while (seen < values && reader.offset < reader.view.byteLength) {
      const header = parquetHeader(reader);
      const { compressed_page_size: packed, uncompressed_page_size: unpacked } = header;
      if (!(packed >= 0) || !(unpacked >= 0)) throw new Error("a page has a negative size");
      const page = header.data_page_header ?? header.data_page_header_v2;
      const count = page?.num_values ?? header.dictionary_page_header?.num_values ?? 0;
      if (!(count >= 0)) throw new Error("a page has a negative number of values");
      if (page !== undefined) seen += count;
      needed += Math.max(unpacked, count * slotBytes);
      if (needed > left) throw tooLarge(maxBytes);
      reader.offset += packed;
      if (reader.offset > reader.view.byteLength) throw new Error("a page lies outside of its column chunk");
    }
    if (seen !== values) throw new Error(`a column chunk says ${values} values, its pages have ${seen}`);
    return needed;
  }
}
