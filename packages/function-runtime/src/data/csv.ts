export { readCsvRows } from "./csv-rows.ts";
export type { CsvRow, CsvSource, ReadCsvRowsOptions } from "./csv-rows.ts";
export { readCsv } from "./csv-read.ts";
export type { ReadCsvOptions } from "./csv-read.ts";
export { writeCsv, writeCsvChunks } from "./csv-write.ts";
export type { WriteCsvOptions } from "./csv-write.ts";
