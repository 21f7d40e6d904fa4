import type { EntityRecord } from "../entity.ts";
import type { EntityFilter } from "../platform.ts";
import type { PathQuery } from "./paths.ts";

const known = ["name", "kind", "state", "function", "task", "action", "user", "created", "updated", "q"] as const;

/** What a list's query asks of a platform. */
export const readFilter = (query: URLSearchParams): EntityFilter => ({
  ...Object.fromEntries(known.flatMap((name) => (query.get(name) ? [[name, query.get(name)]] : []))),
  ...(query.get("versions") === "all" ? { versions: "all" } : {}),
});

export const filterQuery = ({ versions, ...filter }: EntityFilter = {}): PathQuery => ({
  ...filter,
  ...(versions === "all" ? { versions } : {}),
});

/** What Core can be asked and platforms cannot: another order than the newest first, and functions of workflows. */
export interface MoreFilter {
  readonly fits: (entity: EntityRecord) => boolean;
  readonly order?: (a: EntityRecord, b: EntityRecord) => number;
}

/** Absent: the query asks nothing of that kind. */
export const readMoreFilter = (query: URLSearchParams): MoreFilter | undefined => {
  const workflow = query.get("workflow") ?? "";
  const order = readOrder(query.get("sort") ?? "");
  if (workflow === "" && order === undefined) return undefined;
  return {
    fits: (entity) => workflow === "" || entity.spec["workflow"] === workflow,
    ...(order === undefined ? {} : { order }),
  };
};

/** `name,ASC`: by one field of the entity or its metadata. `created,DESC` is how lists come anyway. */
const readOrder = (text: string): MoreFilter["order"] => {
  const [path = "", direction = "ASC"] = text.split(",");
  const field = path.replace(/^metadata\./u, "");
  const isDescending = direction.toUpperCase() === "DESC";
  if (!/^(name|kind|id|created|updated)$/u.test(field) || (field === "created" && isDescending)) return undefined;
  const sign = isDescending ? -1 : 1;
  const valueOf = (entity: EntityRecord): string =>
    field === "created" || field === "updated"
      ? (entity.metadata[field] ?? "")
      : entity[field as "name" | "kind" | "id"];
  return (a, b) => (valueOf(a) < valueOf(b) ? -sign : valueOf(a) > valueOf(b) ? sign : 0);
};
