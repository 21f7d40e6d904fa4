import fc from "fast-check";
import { expect, test } from "vitest";
import { draw, readMutations, type Mutation } from "../src/mutation.ts";
import { folderOf } from "./project.ts";

const row: Mutation = { id: "A-1", file: "src/a.ts", find: "one", replace: "", why: "drops it" };
const known = new Set(["A-1", "A-2"]);
const read = (rows: unknown) =>
  readMutations(JSON.stringify(rows), folderOf({ "src/a.ts": "one two two", "src/$.ts": "$& one" }), known);

test("rows that apply are taken; several may break one id", () => {
  const rows = [row, { ...row, find: "one two two", replace: "$&" }];
  expect(read(rows)).toEqual({ mutations: rows, problems: [] });
});

test.each<[object, string]>([
  [{ ...row, id: "A-9" }, "A-9 is not in the manifest"],
  [{ ...row, file: "../a.ts" }, "'../a.ts' is not inside the package"],
  [{ ...row, file: "src/../../a.ts" }, "'src/../../a.ts' is not inside the package"],
  [{ ...row, file: "/a.ts" }, "'/a.ts' is not inside the package"],
  [{ ...row, file: "src/b.ts" }, "A-1: there is no file 'src/b.ts'"],
  [{ ...row, find: "two" }, "A-1: 'find' occurs 2 times in 'src/a.ts', not once"],
  [{ ...row, find: "three" }, "A-1: 'find' occurs 0 times in 'src/a.ts', not once"],
  [{ ...row, replace: "one" }, "A-1: 'find' and 'replace' are the same"],
  [{ ...row, why: "" }, "it needs exactly the texts id, file, find, replace, why; only 'replace' may be empty"],
  [{ ...row, note: "" }, "it needs exactly the texts id, file, find, replace, why; only 'replace' may be empty"],
  [[], "it needs exactly the texts id, file, find, replace, why; only 'replace' may be empty"],
])("%j is a problem", (value, problem) => {
  expect(read([row, value])).toEqual({ mutations: [row], problems: [`row 2: ${problem}`] });
});

test("a file that is no array is a problem", () => {
  expect(read({}).problems).toEqual(["mutations.json is not an array of rows"]);
});

const mutations = fc
  .array(fc.integer({ min: 1, max: 12 }), { maxLength: 30 })
  .map((ids) => ids.map((id, index): Mutation => ({ ...row, id: `A-${id}`, why: String(index) })));

test("a draw has `count` different ids, or all there are, and depends on the seed alone", () => {
  fc.assert(
    fc.property(mutations, fc.nat(), fc.integer({ min: 1, max: 20 }), (all, seed, count) => {
      const drawn = draw(all, seed, count);
      const ids = new Set(all.map(({ id }) => id));
      expect(new Set(drawn.map(({ id }) => id)).size).toBe(drawn.length);
      expect(drawn).toHaveLength(Math.min(count, ids.size));
      expect(all).toEqual(expect.arrayContaining(drawn));
      expect(draw(all, seed, count)).toEqual(drawn);
    }),
  );
});

test("every id is drawn by some seed, and seeds differ", () => {
  const all = Array.from({ length: 30 }, (_, index): Mutation => ({ ...row, id: `A-${index}` }));
  const draws = Array.from({ length: 200 }, (_, seed) => draw(all, seed, 5).map(({ id }) => id));
  expect(new Set(draws.flat()).size).toBe(30);
  expect(new Set(draws.map((ids) => ids.join())).size).toBeGreaterThan(190);
});
