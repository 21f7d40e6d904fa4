import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { EntityKey } from "../../src/index.ts";
import {
  entityKey,
  functionString,
  idOf,
  isKey,
  newId,
  parseFunctionString,
  parseKey,
  parseProjectKey,
  parseTaskString,
  projectKey,
  taskString,
} from "../../src/keys.ts";
import { checkUuid, isName } from "../../src/names.ts";
import { expectCode } from "./support/with-project.ts";

const name = fc.stringMatching(/^[a-zA-Z0-9._+-]{1,40}$/).filter((text) => isName(text));
const project = fc.stringMatching(/^[a-z0-9-]{1,40}$/);
const kind = fc.constantFrom("nodejs", "python", "table", "nodejs+job", "nodejs+job:run", "python+serve:run");

const versioned = fc.record({
  project,
  type: fc.constantFrom("function", "artifact", "dataitem", "model", "secret"),
  kind,
  name,
  id: name,
}) as fc.Arbitrary<EntityKey>;

describe("keys", () => {
  it("[ENT-1] are written and read back, with and without the id", () => {
    fc.assert(
      fc.property(versioned, ({ id, ...latest }) => {
        expect(parseKey(entityKey({ ...latest, ...(id === undefined ? {} : { id }) }))).toEqual({ ...latest, id });
        expect(parseKey(entityKey(latest))).toEqual(latest);
      }),
    );
  });

  it("[ENT-1] look as the platform's", () => {
    const key = entityKey({ project: "p", type: "dataitem", kind: "table", name: "a.b", id: "1f" });
    expect(key).toBe("store://p/dataitem/table/a.b:1f");
  });

  it("[ENT-2] [ENT-3] of runs and tasks end with the id, whose repetition is read too", () => {
    const run = { project: "p", type: "run", kind: "nodejs+job:run", name: "1f", id: "1f" } as const;
    expect(entityKey(run)).toBe("store://p/run/nodejs+job:run/1f");
    expect(parseKey("store://p/run/nodejs+job:run/1f")).toEqual(run);
    expect(parseKey("store://p/run/nodejs+job:run/1f:1f")).toEqual(run);
    expect(parseKey("store://p/task/nodejs+job/1f")).toMatchObject({ type: "task", kind: "nodejs+job", id: "1f" });
  });

  it("[ENT-4] function strings, task strings and keys of projects are written and read back", () => {
    fc.assert(
      fc.property(
        kind.filter((one) => !one.includes(":")),
        project,
        name,
        name,
        (of, home, called, id) => {
          const fn = { kind: of, project: home, name: called, id };
          expect(parseFunctionString(functionString(fn))).toEqual(fn);
          const task = { kind: of, project: home, id };
          expect(parseTaskString(taskString(task))).toEqual(task);
          expect(parseProjectKey(projectKey(home))).toBe(home);
        },
      ),
    );
    expect(functionString({ kind: "nodejs", project: "p", name: "f", id: "1" })).toBe("nodejs://p/f:1");
    expect(taskString({ kind: "nodejs+job", project: "p", id: "1" })).toBe("nodejs+job://p/1");
    expect(projectKey("p")).toBe("store://p");
  });

  it("[ENT-5] nothing that is read leads to another folder", () => {
    const part = fc.constantFrom(
      "..",
      ".",
      "",
      "a",
      "%2e%2e",
      "a\\b",
      "a\0b",
      "/",
      "p",
      ":",
      "store:",
      "run",
      "dataitem",
    );
    const text = fc.oneof(
      fc.string(),
      fc.array(part, { maxLength: 8 }).map((parts) => `store://${parts.join("/")}`),
      fc.tuple(part, part, part).map(([a, b, c]) => `store://p/dataitem/${a}/${b}:${c}`),
    );
    fc.assert(
      fc.property(text, (given) => {
        for (const parse of [parseKey, parseFunctionString, parseTaskString, parseProjectKey]) {
          const parts = attempt(() => parse(given));
          for (const one of parts === undefined ? [] : Object.values(parts)) {
            expect(one).toMatch(/^[\w.+:-]+$/);
            expect([".", ".."]).not.toContain(one);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    "store://p/dataitem/table/../x:1",
    "store://p/dataitem/table/..:1",
    "store://../dataitem/table/a:1",
    "store://p/dataitem/table/a:..",
    "store://p/nonsense/table/a:1",
    "store://P/dataitem/table/a:1",
    "store://p/dataitem/table/a b:1",
    "store://p/dataitem/a:1",
    "store://p/dataitem/../a:1",
    "store://p/run/nodejs+job:run/a:b",
    "http://p/dataitem/table/a:1",
    "",
  ])("[ENT-1] [ENT-5] refuse '%s'", async (text) => {
    const error = await expectCode(() => parseKey(text), "FUNCTION_INVALID_KEY");
    expect(error.message).toContain("is not of the form store://project/");
  });

  it.each(["", ".", "..", "__proto__", "a/b", "a b", "ä", "a:b", "x".repeat(257)])(
    "[ENT-5] are not made of the name '%s'",
    async (bad) => {
      const key = { project: "p", type: "model", kind: "model", name: bad, id: "1" } as const;
      await expectCode(() => entityKey(key), "FUNCTION_INVALID_NAME");
    },
  );

  it("[ENT-1] say of which type they are", () => {
    expect(isKey("store://p/dataitem/table/a:1", "dataitem")).toBe(true);
    expect(isKey("store://p/dataitem/table/a:1", "model")).toBe(false);
    expect(isKey("registry.example/image:1")).toBe(false);
    expect(isKey("store://nothing")).toBe(false);
  });
});

describe("ids", () => {
  it("[ENT-6] that are made here are UUIDs of version 4 without dashes", () => {
    expect(newId()).toMatch(/^[0-9a-f]{12}4[0-9a-f]{3}[89ab][0-9a-f]{15}$/);
    expect(newId()).not.toBe(newId());
    expect(checkUuid(idOf("a task"))).toBe(idOf("a task"));
    expect(idOf("a task")).not.toBe(idOf("another"));
  });

  it("[SEED-24] [ENT-6] that are given are UUIDs of version 4, with or without dashes", async () => {
    fc.assert(
      fc.property(fc.uuid({ version: 4 }), (uuid) => {
        expect(checkUuid(uuid)).toBe(uuid);
        expect(checkUuid(uuid.replaceAll("-", ""))).toBe(uuid.replaceAll("-", ""));
      }),
    );
    for (const bad of [
      "",
      "abc",
      "../a",
      "2c6a1f8e-1b2c-1d3e-8f4a-5b6c7d8e9f0a",
      "2c6a1f8e1b2c-4d3e8f4a5b6c7d8e9f0a",
      7,
    ]) {
      await expectCode(() => checkUuid(bad), "FUNCTION_INVALID_NAME");
    }
  });
});

function attempt(parse: () => string | object): object | undefined {
  try {
    const parsed = parse();
    return typeof parsed === "string" ? [parsed] : parsed;
  } catch {
    return undefined;
  }
}
