import type { FileInfo } from "../platform.ts";
import { splitPath } from "./store-path.ts";

/**
 * What Core says of files at `asked`: a list, or a slice with a list in it. Paths there are relative to a folder that
 * was asked for and absent for a single file; here they are whole, and those of folders end in `/`.
 */
export function fileInfosOf(answer: unknown, asked: string): FileInfo[] {
  const list = Array.isArray(answer) ? answer : (answer as { readonly content?: unknown } | undefined)?.content;
  if (!Array.isArray(list)) return [];
  return list.flatMap((one: unknown) => {
    const isInfo = typeof one === "object" && one !== null;
    return isInfo ? [fileInfoOf(one as Readonly<Record<string, unknown>>, asked)] : [];
  });
}

function fileInfoOf(info: Readonly<Record<string, unknown>>, asked: string): FileInfo {
  const text = (...names: readonly string[]): string => {
    const value = names.map((name) => info[name]).find((one) => typeof one === "string");
    return typeof value === "string" ? value : "";
  };
  const path = wholePath(text("path"), text("name"), asked);
  const size = Number(info["size"]);
  return {
    path,
    name: splitPath(path)[1],
    size: Number.isFinite(size) ? size : 0,
    content_type: text("content_type", "contentType"),
    hash: text("hash"),
    last_modified: text("last_modified", "lastModified"),
  };
}

function wholePath(path: string, name: string, asked: string): string {
  if (path.includes("://")) return path;
  if (!asked.endsWith("/")) return asked;
  return `${asked}${path === "" ? name : path}`;
}
