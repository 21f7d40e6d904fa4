import type { EntityType } from "../entity.ts";
import { routes, type Collection, type RouteName } from "./routes.ts";

/** What stands for the `{names}` of a path. */
export type PathParameters = Readonly<Record<string, string>>;

/** Values of a query; absent ones are left out, several become several of that name. */
export type PathQuery = Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;

/** `function` → `functions`: how paths name a type. */
export const collectionOf = (type: Exclude<EntityType, "project">): Collection => `${type}s`;

/** `functions` → `function`. */
export const typeOf = (collection: Collection): Exclude<EntityType, "project"> =>
  collection.slice(0, -1) as Exclude<EntityType, "project">;

/**
 * The path of a route with its query, encoded: `pathOf("readEntity", { project: "p", collection: "runs", id })`.
 *
 * @throws `TypeError` for a `{name}` that `parameters` lack: a mistake of the caller's code
 */
export const pathOf = (route: RouteName, parameters: PathParameters = {}, query: PathQuery = {}): string => {
  const path = routes[route].path.replaceAll(/\{(\w+)(\*?)\}/gu, (_, name: string, rest: string) => {
    const value = parameters[name];
    if (value === undefined) throw new TypeError(`the path of ${route} needs '${name}'`);
    return rest === "" ? encodeURIComponent(value) : value.split("/").map(encodeURIComponent).join("/");
  });
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? (value as readonly string[]) : [value]) search.append(name, String(one));
  }
  return search.size === 0 ? path : `${path}?${search.toString()}`;
};
