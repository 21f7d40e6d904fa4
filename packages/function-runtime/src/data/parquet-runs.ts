import type { ColumnMetaData, Compressors, PageHeader } from "hyparquet";

/** How deep a column's values can lie: the levels that its pages keep beside the values. */
export interface Levels {
  readonly definition: number;
  readonly repetition: number;
}

/** Writers fill up a run of packed bits, so that one may have some values more than its page. */
const padding = 1024;

/**
 * Walks over the runs of a page: none may promise more values than the page has. The reader would fill its memory with
 * what a run of five bytes says.
 */
export function checkRuns(
  header: PageHeader,
  packed: Uint8Array,
  {
    codec,
    type,
    levels,
    compressors,
  }: Pick<ColumnMetaData, "codec" | "type"> & {
    readonly levels: Levels;
    readonly compressors: Compressors;
  },
): void {
  const page = header.data_page_header ?? header.data_page_header_v2;
  if (page === undefined) return;
  const { num_values: count, encoding } = page;
  const isDictionary = encoding.endsWith("_DICTIONARY");
  const hasRuns = isDictionary || encoding === "RLE";
  const unpack = (bytes: Uint8Array, length: number): Uint8Array =>
    codec === "UNCOMPRESSED" ? bytes : (compressors[codec]?.(bytes, length) ?? bytes);

  let values: Uint8Array;
  const second = header.data_page_header_v2;
  if (second === undefined) {
    if (levels.definition + levels.repetition === 0 && !hasRuns) return;
    values = unpack(packed, header.uncompressed_page_size);
    for (const level of [levels.repetition, levels.definition]) {
      if (level > 0) values = behindRuns(values, level, count);
    }
  } else {
    const { repetition_levels_byte_length: first, definition_levels_byte_length: next, num_nulls: nulls } = second;
    const start = first + next;
    if (!(nulls >= 0 && nulls <= count)) throw new Error("a page has an impossible number of nulls");
    if (!(first >= 0 && next >= 0 && start <= packed.length)) throw new Error("the levels of a page lie outside of it");
    if (levels.repetition > 0) walk(packed.subarray(0, first), bitWidth(levels.repetition), count);
    if (levels.definition > 0) walk(packed.subarray(first, start), bitWidth(levels.definition), count);
    if (!hasRuns) return;
    const rest = packed.subarray(start);
    values = second.is_compressed === false ? rest : unpack(rest, header.uncompressed_page_size - start);
  }
  if (isDictionary && values.length > 0) walk(values.subarray(1), values[0] ?? 0, count);
  else if (encoding === "RLE" && type === "BOOLEAN" && values.length > 0) behindRuns(values, 1, count);
}

/** Runs that say their length before they begin; gives what follows them. */
function behindRuns(bytes: Uint8Array, level: number, count: number): Uint8Array {
  const end = 4 + new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true);
  if (end > bytes.length) throw new Error("the levels of a page lie outside of it");
  walk(bytes.subarray(4, end), bitWidth(level), count);
  return bytes.subarray(end);
}

const bitWidth = (value: number): number => 32 - Math.clz32(value);

function walk(bytes: Uint8Array, width: number, count: number): void {
  if (width > 32) throw new Error(`a page has values of ${width} bits`);
  let seen = 0;
  for (let at = 0; at < bytes.length && seen < count;) {
    let run = 0;
    let shift = 0;
    let byte: number;
    do {
      byte = bytes[at++] ?? 0;
      run |= (byte & 0x7f) << shift;
      shift += 7;
    } while (byte >= 0x80 && shift < 35);
    const isPacked = (run & 1) === 1;
    const length = isPacked ? (run >>> 1) * 8 : run >>> 1;
    if (byte >= 0x80 || length > count + padding) throw new Error(`a run of ${length} values is in a page of ${count}`);
    at += isPacked ? (run >>> 1) * width : (width + 7) >> 3;
    seen += length;
  }
}
