import { FunctionError } from "../../errors.ts";
import type { EntityPlace } from "../../platform.ts";

/** Where the files of the local store are by name, so that what reads S3 finds them through its server. */
export const filesRoot = "s3://millrace";

/** What S3 takes. */
const longestKeyBytes = 1024;

/**
 * Checks that a path is one of this store: `s3://bucket/key`, without anything that leads elsewhere. A path of a
 * folder ends in `/`.
 *
 * @throws `FUNCTION_INVALID_PATH`
 */
export function checkFilePath(path: string, what: "file" | "folder"): string {
  const [, bucket, key = ""] = /^s3:\/\/([a-z0-9][a-z0-9.-]{0,62})\/(.*)$/s.exec(path) ?? [];
  if (bucket === undefined || bucket.includes("..")) throw invalid(path, "it is not of the form s3://bucket/key");
  if (Buffer.byteLength(key) > longestKeyBytes) throw invalid(path, `its key has more than ${longestKeyBytes} bytes`);
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  if (/[\u0000-\u001f\u007f\\]/.test(key)) throw invalid(path, "it has control characters or backslashes");
  const parts = key.split("/");
  if (what === "folder" && parts.at(-1) === "") parts.pop();
  if (parts.some((part) => part === "." || part === "..")) throw invalid(path, "'.' and '..' lead elsewhere");
  if (parts.some((part) => part === "")) throw invalid(path, "it has an empty part");
  return path;
}

/** `s3://millrace/{project}/{type}/{name}/{id}/{file}`. */
export function newFilePath(
  { project = "", type, name, id }: EntityPlace & { readonly name: string },
  file: string,
): string {
  return checkFilePath(`${filesRoot}/${project}/${type}/${name}/${id}/${file}`, file.endsWith("/") ? "folder" : "file");
}

function invalid(path: string, why: string): FunctionError {
  return new FunctionError("FUNCTION_INVALID_PATH", `'${path.slice(0, 200)}' is no path of the local store: ${why}`, {
    details: { path },
  });
}
