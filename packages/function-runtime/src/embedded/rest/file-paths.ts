import type { Platform } from "../../platform.ts";
import { Refusal } from "./refusal.ts";

/** Where a platform keeps its files: `s3://millrace`. */
export const storeOf = (platform: Platform): string => {
  const tail = "/p/artifact/n/i/f";
  const path = platform.filePath({ type: "artifact", project: "p", id: "i", name: "n" }, "f");
  if (!path.endsWith(tail)) throw new TypeError(`${platform.name} has files at paths of another form: ${path}`);
  return path.slice(0, -tail.length);
};

/** Whether a path, below its store, leads nowhere else. */
const isPlainPath = (path: string): boolean =>
  // oxlint-disable-next-line no-control-regex
  !/[\\\u0000-\u001f\u007f]/u.test(path) &&
  path
    .split("/")
    .every((part, index, parts) => part !== "." && part !== ".." && (part !== "" || index === parts.length - 1));

/**
 * A path that a caller named, if it is one of a project's own files.
 *
 * @throws Refusal 400
 */
export const checkProjectPath = (platform: Platform, project: string, path: string | null): string => {
  const [, below] = /^\w+:\/\/[^/]+\/(.+)$/u.exec(path ?? "") ?? [];
  if (path !== null && below?.startsWith(`${project}/`) && isPlainPath(below)) return path;
  throw new Refusal(400, `'path' is that of a file of the project, such as ${storeOf(platform)}/${project}/…`);
};

/** The name of a file, or its way below an entity's folder. @throws Refusal 400 */
export const checkFileName = (name: string | null): string => {
  if (name !== null && name !== "" && !name.startsWith("/") && !name.endsWith("/") && isPlainPath(name)) return name;
  throw new Refusal(400, "'filename' is the name of a file, without '..'");
};
