import { writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { expectCode, withFolder, withProject } from "./support/with-project.ts";

const rows = [
  { city: "Trento", people: 118_000, ratio: 0.5 },
  { city: "Köln", people: 1_087_000, ratio: null },
];

describe("a dataitem", () => {
  it.each(["parquet", "csv"] as const)("[ENT-23] of a table is a %s file with schema and preview", (format) =>
    withProject(async (project) => {
      const dataitem = await project.logDataitem({ name: "cities", data: rows, format });
      expect(dataitem.kind).toBe("table");
      expect(dataitem.path.endsWith(`/cities.${format}`)).toBe(true);
      expect(dataitem.schema).toEqual([
        { name: "city", type: "string" },
        { name: "people", type: "integer" },
        { name: "ratio", type: "number" },
      ]);
      expect(dataitem.preview).toEqual({
        cols: [
          { name: "city", value: ["Trento", "Köln"] },
          { name: "people", value: [118_000, 1_087_000] },
          { name: "ratio", value: [0.5, null] },
        ],
        rows: 2,
      });
      const again = await project.getDataitem("cities");
      expect(await again.rows()).toEqual(rows);
      expect((await again.columns()).columns.map(({ name }) => name)).toEqual(["city", "people", "ratio"]);
    }),
  );

  it("[ENT-23] is Parquet unless it is said otherwise", () =>
    withProject(async (project) => {
      const dataitem = await project.logDataitem({ name: "d", data: rows });
      expect(dataitem.files[0]?.content_type).toBe("application/vnd.apache.parquet");
      await expectCode(
        project.logDataitem({ name: "d", data: rows, format: "xml" as never }),
        "FUNCTION_INVALID_FIELD",
      );
    }));

  it("[ENT-23] of a file of CSV is a table too", () =>
    withProject((project) =>
      withFolder(async (folder) => {
        const sourcePath = path.join(folder, "cities.csv");
        await writeFile(sourcePath, "city,people\nTrento,118000\n");
        const dataitem = await project.logDataitem({ name: "cities", sourcePath });
        expect([dataitem.kind, dataitem.preview?.rows]).toEqual(["table", 1]);
        expect(await dataitem.rows()).toEqual([{ city: "Trento", people: 118_000 }]);

        const plain = await project.logDataitem({ name: "plain", sourcePath, kind: "dataitem" });
        expect([plain.kind, plain.schema, plain.preview]).toEqual(["dataitem", undefined, undefined]);
      }),
    ));

  it("[ENT-23] of another file has no rows, and is no table", () =>
    withProject((project) =>
      withFolder(async (folder) => {
        const sourcePath = path.join(folder, "a.txt");
        await writeFile(sourcePath, "x");
        const dataitem = await project.logDataitem({ name: "d", sourcePath });
        expect(dataitem.kind).toBe("dataitem");
        await expectCode(dataitem.rows(), "FUNCTION_NO_CONTENT");
        await expectCode(project.logDataitem({ name: "d", sourcePath, kind: "table" }), "FUNCTION_INVALID_FIELD");
      }),
    ));

  it("[ENT-10] of what is no table is not made", () =>
    withProject(async (project) => {
      await expectCode(project.logDataitem({ name: "d", data: "text" }), "FUNCTION_INVALID_TABLE");
      expect(await project.listDataitems()).toEqual([]);
    }));
});
