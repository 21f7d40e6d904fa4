import { collections, routes, type Collection, type Route, type RouteName } from "../../wire/routes.ts";
import { isName } from "../../names.ts";
import { Refusal } from "./refusal.ts";

export interface RouteMatch {
  readonly name: RouteName;
  readonly route: Route;
  readonly parameters: Readonly<Record<string, string>>;
}

interface CompiledRoute {
  readonly name: RouteName;
  readonly route: Route;
  readonly parts: readonly string[];
}

const compiled: readonly CompiledRoute[] = Object.entries(routes).map(([name, route]) => ({
  name: name as RouteName,
  route,
  parts: route.path.slice(1).split("/"),
}));

/**
 * Finds the route of a request; HEAD is asked where GET is.
 *
 * @throws Refusal 404 for a path that there is not, 405 for a method that it has not, 400 for a part that is no name
 */
export const findRoute = (method: string, parts: readonly string[]): RouteMatch => {
  const wanted = method === "HEAD" ? "GET" : method;
  const allowed = new Set<string>();
  for (const { name, route, parts: pattern } of compiled) {
    const parameters = fit(route, pattern, parts);
    if (parameters === undefined) continue;
    if (route.method === wanted) return { name, route, parameters: checkNames(parameters) };
    allowed.add(route.method);
  }
  if (allowed.size === 0) throw new Refusal(404, `there is nothing at /${parts.join("/")}`);
  throw new Refusal(405, `/${parts.join("/")} takes ${[...allowed].join(", ")} only`, {
    allow: [...allowed].join(", "),
  });
};

const fit = (
  route: Route,
  pattern: readonly string[],
  parts: readonly string[],
): Readonly<Record<string, string>> | undefined => {
  const parameters: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const part = parts[index];
    if (part === undefined || part === "") return undefined;
    const [, name, rest] = /^\{(\w+)(\*?)\}$/u.exec(expected) ?? [];
    if (name === undefined) {
      if (part !== expected) return undefined;
    } else if (rest === "*") {
      return { ...parameters, [name]: parts.slice(index).join("/") };
    } else if (name === "collection" && !(route.collections ?? collections).includes(part as Collection)) {
      return undefined;
    } else {
      parameters[name] = part;
    }
  }
  return parts.length === pattern.length ? parameters : undefined;
};

/** Every part that is a variable is a name, except for ways to files. */
const checkNames = (parameters: Readonly<Record<string, string>>): Readonly<Record<string, string>> => {
  for (const [name, value] of Object.entries(parameters)) {
    if (name !== "path" && !isName(value)) {
      throw new Refusal(
        400,
        `'${value.slice(0, 100)}' cannot be the ${name} in a path: letters, digits and . _ + - only`,
      );
    }
  }
  return parameters;
};
