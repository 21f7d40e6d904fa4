import path from "node:path";

/** What files are said to be by their endings; others are just bytes. */
const contentTypes: Readonly<Record<string, string>> = {
  ".csv": "text/csv",
  ".gz": "application/gzip",
  ".html": "text/html; charset=utf-8",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".json": "application/json",
  ".md": "text/markdown; charset=utf-8",
  ".parquet": "application/vnd.apache.parquet",
  ".pdf": "application/pdf",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
  ".zip": "application/zip",
};

export const plainBytes = "application/octet-stream";

export function contentTypeOf(fileName: string): string {
  return contentTypes[path.extname(fileName).toLowerCase()] ?? plainBytes;
}
