import { FunctionError } from "../errors.ts";

/** The types whose files Core gives addresses for. */
const withFiles = ["artifact", "dataitem", "model"] as const;
const types = "project|function|task|run|artifact|dataitem|model|secret";

/** What `{store}/{project}/{type}/{name}/{id}/{file}` says; `file` may have folders. */
export interface StorePlace {
  readonly project: string;
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly file: string;
}

/** The parts of a path that `filePath` made; absent for paths of other forms. */
export function placeOfPath(path: string): StorePlace | undefined {
  const match = new RegExp(String.raw`^[a-z0-9+]+://.*?/([a-z0-9-]+)/(${types})/([^/]+)/([^/]+)/(.+)$`).exec(path);
  const [, project, type, name, id, file] = match ?? [];
  if (project === undefined || type === undefined || name === undefined || id === undefined || file === undefined)
    return undefined;
  return { project, type, name, id, file };
}

/** The project whose files a path is among; absent for paths that do not say it. */
export const projectOfPath = (path: string): string | undefined =>
  new RegExp(String.raw`^[a-z0-9+]+://.*?/([a-z0-9-]+)/(?:${types})/`).exec(path)?.[1];

/** Whether Core signs addresses for the files of such an entity by its id. */
export const hasOwnFiles = ({ type }: StorePlace): boolean => (withFiles as readonly string[]).includes(type);

/**
 * A path of a store: a scheme, a place, and no step upwards.
 *
 * @throws `FUNCTION_INVALID_PATH`
 */
export function checkStorePath(path: string): string {
  const isStore = /^[a-z][a-z0-9+.-]*:\/\/[^/]+\/./.test(path);
  if (isStore && !path.split("/").some((part) => part === "." || part === "..")) return path;
  throw new FunctionError(
    "FUNCTION_INVALID_PATH",
    `'${path.slice(0, 200)}' is no path of a store; write one such as s3://bucket/project/artifact/name/id/file`,
  );
}

/** The folder, with the slash at its end, and the name in it. */
export function splitPath(path: string): readonly [folder: string, name: string] {
  const end = path.lastIndexOf("/") + 1;
  return [path.slice(0, end), path.slice(end)];
}
