import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findRoute } from "../../src/embedded/rest/router.ts";
import { readRequestPath } from "../../src/embedded/rest/request-path.ts";
import { readErrorBody } from "../../src/wire/error-body.ts";
import { filterQuery, readFilter } from "../../src/wire/filters.ts";
import { linesOf } from "../../src/wire/log-json.ts";
import { collectionOf, pathOf, typeOf } from "../../src/wire/paths.ts";
import { collections, routes, type RouteName } from "../../src/wire/routes.ts";
import { withRest } from "./support.ts";

const names = Object.keys(routes) as RouteName[];

describe("paths", () => {
  test("[REST-1] every route is found by the path that a client makes of it", () => {
    const name = fc.stringMatching(/^[a-zA-Z0-9_+-][a-zA-Z0-9._+-]{0,20}$/);
    fc.assert(
      fc.property(fc.constantFrom(...names), name, fc.constantFrom(...collections), (route, text, collection) => {
        const allowed = routes[route].collections ?? collections;
        fc.pre(allowed.includes(collection));
        // Two routes of literals stand before those of variables.
        fc.pre(!(collection === "secrets" && text === "data") && !["logs", "tasks", "runs"].includes(text));
        const given = { project: "p", id: text, name: text, action: text, path: `${text}/ü x`, collection };
        const { parts } = readRequestPath(pathOf(route, given, { page: 1 }));
        const found = findRoute(routes[route].method, parts);
        expect(found.name).toBe(route);
        for (const [key, value] of Object.entries(found.parameters))
          expect(value).toBe(given[key as keyof typeof given]);
      }),
    );
  });

  test("[REST-1] have a query of what is given", () => {
    expect(pathOf("listProjects", {}, { page: 0, q: undefined, name: "a&b", keys: ["x", "y"] })).toBe(
      "/api/v1/projects?page=0&name=a%26b&keys=x&keys=y",
    );
    expect(() => pathOf("readEntity", { project: "p" })).toThrow(TypeError);
  });

  test("[REST-1] types and their collections", () => {
    for (const collection of collections) expect(collectionOf(typeOf(collection))).toBe(collection);
  });

  test("[REST-4] filters are read as they were written", () => {
    const text = fc.string({ minLength: 1 });
    const versions = fc.constantFrom("all" as const);
    fc.assert(
      fc.property(
        fc.record({ name: text, kind: text, q: text, function: text, versions }, { requiredKeys: [] }),
        (filter) => {
          const { query } = readRequestPath(pathOf("listProjects", {}, filterQuery(filter)));
          expect(readFilter(query)).toEqual(filter);
        },
      ),
    );
  });
});

describe("answers", () => {
  test("[REST-6] an error's body, or the text of somebody else", () => {
    expect(readErrorBody(400, '{"status":1,"message":"m","errorCode":"C"}')).toEqual({
      status: 400,
      message: "m",
      errorCode: "C",
    });
    for (const text of ["<html>", "null", "[]", '{"message":1}']) {
      expect(readErrorBody(502, text)).toEqual({ status: 502, message: text });
    }
  });

  test("[REST-14] the lines of logs, whatever else they have", () => {
    const content = Buffer.from("a\n\nb\n").toString("base64");
    expect(linesOf([{ content, metadata: { project: "p", run: "r", created: "1970-01-01T00:00:01Z" } }])).toEqual(
      ["a", "", "b"].map((text) => ({ time: 1000, stream: "stdout", text })),
    );
    expect(linesOf([{}])).toEqual([]);
  });

  test("[REST-34] the document has every route, and the configuration says where files go", async () => {
    await withRest(async ({ get, server }) => {
      const { paths } = (await get("/v1/api-docs")).json;
      for (const { path, method } of Object.values(routes)) {
        expect(paths[path.replace("*}", "}")]).toHaveProperty(method.toLowerCase());
      }
      expect((await get("/.well-known/configuration")).json).toMatchObject({
        dhcore_endpoint: server.url,
        dhcore_default_files_store: "s3://millrace",
        aws_endpoint_url: server.s3Url,
        s3_bucket: "millrace",
      });
      expect((await get("/.well-known/openid-configuration")).status).toBe(404);
    });
  });
});
