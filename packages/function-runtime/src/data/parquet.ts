export { readParquet, defaultMaxTableBytes } from "./parquet-read.ts";
export type { ReadParquetOptions } from "./parquet-read.ts";
export { writeParquet } from "./parquet-write.ts";
export type { WriteParquetOptions } from "./parquet-write.ts";
