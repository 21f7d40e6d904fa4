import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryLogger } from "@millrace/protocol/testing";
import { collections, routes } from "../../src/wire/routes.ts";
import { newFunction, send, withRest } from "./support.ts";

const nasty = fc.constantFrom(
  "..",
  "%2e%2e",
  "%00",
  "%",
  "data",
  "p",
  "f1",
  "a".repeat(300),
  "+",
  "~",
  "%ff",
  "",
  "ü",
  " ",
);
const known = fc.constantFrom("p", "f1", "a1", "f", "stop", "loss");
const part = fc.oneof({ weight: 4, arbitrary: known }, nasty, fc.string({ maxLength: 12 }).map(encodeURIComponent));
const anyMethod = fc.constantFrom("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "PROPFIND");

/** A path of the API with anything where its variables are, mostly by its own method; or no path at all. */
const target = fc.oneof(
  {
    weight: 6,
    arbitrary: fc
      .tuple(
        fc.constantFrom(...Object.values(routes)),
        fc.array(part, { minLength: 4, maxLength: 4 }),
        fc.constantFrom(...collections),
        fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: anyMethod }),
      )
      .map(([{ path: form, method }, parts, collection, other]) => {
        let next = 0;
        const path = form.replaceAll(/\{(\w+)\*?\}/gu, (_, name: string) => {
          if (name === "collection") return collection;
          if (name === "project") return "p";
          return parts[(next += 1) % 4] ?? "";
        });
        return [other ?? method, path] as const;
      }),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(
      anyMethod,
      fc.array(part, { maxLength: 4 }).map((parts) => `/s3/millrace/${parts.join("/")}`),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      anyMethod,
      fc.array(part, { maxLength: 6 }).map((parts) => `/${parts.join("/")}`),
    ),
  },
);

const queryNames = [...new Set([...Object.values(routes).flatMap(({ query = [] }) => query), "list-type", "uploads"])];
const query = fc
  .array(fc.tuple(fc.constantFrom(...queryNames), part), { maxLength: 4 })
  .map((pairs) => (pairs.length === 0 ? "" : `?${pairs.map((pair) => pair.join("=")).join("&")}`));

const kinds = ["project", "nodejs", "nodejs+job", "nodejs+job:run", "artifact", "model", "table", "secret"] as const;
const sound = fc.record({
  kind: fc.constantFrom(...kinds),
  name: fc.constantFrom("p", "f", "q"),
  spec: fc.dictionary(fc.constantFrom("function", "task", "path", "local_execution"), fc.jsonValue()),
  status: fc.record({ state: fc.constantFrom("CREATED", "READY", "ERROR", "x") }),
});
const unsound = fc.record(
  {
    id: fc.oneof(fc.constantFrom("f1", ".."), fc.jsonValue()),
    kind: fc.jsonValue(),
    project: fc.jsonValue(),
    metadata: fc.jsonValue(),
    spec: fc.jsonValue(),
    status: fc.jsonValue(),
    extensions: fc.jsonValue(),
  },
  { requiredKeys: [] },
);

const body = fc.oneof(
  sound.map((value) => JSON.stringify(value)),
  fc.tuple(sound, unsound).map(([good, bad]) => JSON.stringify({ ...good, ...bad })),
  fc.json(),
  fc.string({ maxLength: 100 }),
  fc.uint8Array({ maxLength: 100 }),
  fc.constant(undefined),
);

const headers = fc.record(
  {
    "content-type": fc.constantFrom(
      "application/json",
      "application/json",
      "application/x-yaml",
      "text/plain",
      "",
      "application/json;x",
    ),
    range: fc.constantFrom("bytes=0-", "bytes=5-1", "bytes=-", "bytes=999999999999999-", "x"),
    authorization: fc.constantFrom("", "Basic", "Bearer x", "AWS4-HMAC-SHA256 Credential=a/b"),
    "x-amz-content-sha256": fc.constantFrom("x", "UNSIGNED-PAYLOAD", "0".repeat(64)),
    "x-amz-checksum-crc32": fc.constantFrom("", "AAAAAA=="),
  },
  { requiredKeys: [] },
);

/** What may not stand in a request's target; clients of Node's refuse to send it. */
// oxlint-disable-next-line no-control-regex
const sendable = (text: string): boolean => /^\/[\u0021-\u007e]*$/u.test(text);

test("[REST-32] whatever comes, nothing fails", async () => {
  const logger = memoryLogger();
  const counts = new Map<number, number>();
  await withRest(
    async ({ server, post }) => {
      await post("/api/v1/-/p/functions", { ...newFunction(), id: "f1" });
      const spec = { path: "s3://millrace/p/artifact/a/a1/x" };
      for (const type of ["artifact", "model"]) {
        await post(`/api/v1/-/p/${type}s`, { kind: type, name: "a", id: "a1", spec });
      }
      await fc.assert(
        fc.asyncProperty(target, query, headers, body, async ([method, path], search, given, sent) => {
          fc.pre(sendable(path + search));
          const withBody = sent === undefined ? {} : { body: sent };
          const { status, text } = await send(server.url, method, path + search, { headers: given, ...withBody });
          counts.set(status, (counts.get(status) ?? 0) + 1);
          expect([status, status < 500 ? "" : text]).toEqual([status, ""]);
        }),
        { numRuns: 1000, seed: 7, endOnFailure: true },
      );
      expect((await send(server.url, "GET", "/health")).status).toBe(200);
      // It got somewhere.
      for (const status of [200, 400, 404, 405]) expect([status, counts.get(status)]).not.toEqual([status, undefined]);
    },
    { logger },
  );
});
