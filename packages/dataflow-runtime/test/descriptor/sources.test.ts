import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expectCode, tempFolder } from "@millrace/protocol/testing";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readCases } from "./corpus-cases.ts";
import { checkDataflow, readDataflow } from "../../src/descriptor/read-dataflow.ts";

describe("where a dataflow comes from", () => {
  it("[YAML-15] reads a path, a URL, a text and an object alike", async () => {
    await using folder = await tempFolder();
    const file = join(folder.path, "d.yml");
    const text = "nodes:\n  - {id: a, path: x.js}\n";
    await writeFile(file, `\uFEFF${text}`);
    for (const source of [file, pathToFileURL(file)]) {
      const plan = await readDataflow(source);
      expect([plan.file, plan.directory]).toEqual([file, folder.path]);
    }
    const options = { directory: folder.path, file: "mine" };
    for (const source of [text, "nodes: [{id: a, path: x.js}]", { nodes: [{ id: "a", path: "x.js" }] }]) {
      const plan = await readDataflow(source, options);
      expect([plan.file, plan.directory]).toEqual(["mine", folder.path]);
      expect(plan.nodes.get("a")?.command).toMatchObject({ script: join(folder.path, "x.js") });
    }
  });

  it("[YAML-15] gives an object's problems without lines", async () => {
    const { problems } = await checkDataflow({ nodes: [{ id: "a", path: "dynamic", outputs: "x" }] });
    expect(problems).toMatchObject([{ line: 0, column: 0, field: "nodes[0].outputs" }]);
    const error = await expectCode(readDataflow({ nodes: 5 }), "DATAFLOW_INVALID");
    expect(error.message).toBe("[DATAFLOW_INVALID] dataflow nodes: it must be a list, not 5");
  });

  it("[YAML-15] refuses objects that are no plain data", async () => {
    const cycle: Record<string, unknown> = { nodes: [] };
    cycle["env"] = cycle;
    for (const source of [cycle, { nodes: [], env: { A: () => 1 } }])
      expect((await checkDataflow(source)).problems[0]?.code).toBe("DATAFLOW_MALFORMED");
  });

  it("[YAML-15] refuses a file that is not there or no text, and an unknown option", async () => {
    await using folder = await tempFolder();
    await expectCode(readDataflow(join(folder.path, "none.yml")), "DATAFLOW_UNREADABLE");
    await writeFile(join(folder.path, "b.yml"), Uint8Array.of(0xff, 0xfe, 0));
    const error = await expectCode(readDataflow(join(folder.path, "b.yml")), "DATAFLOW_UNREADABLE");
    expect(error.message).toContain("no UTF-8 text");
    await expectCode(readDataflow("nodes: []\n", { files: "x" } as never), "PROTOCOL_UNKNOWN_OPTION");
  });

  it("[YAML-15] refuses documents that grow without end, at once", async () => {
    const bomb = [
      "a: &a [x, x]",
      ...Array.from("bcdefghijklmnopqrstuvwxyz", (letter, nth) => {
        const before = String.fromCodePoint(97 + nth);
        return `${letter}: &${letter} [*${before}, *${before}]`;
      }),
    ];
    for (const text of [`${bomb.join("\n")}\n`, `nodes: ${"[".repeat(5000)}\n`, "a: &a [*a]\n"]) {
      const { ok, problems } = await checkDataflow(text);
      expect(ok).toBe(false);
      expect(problems.length).toBeGreaterThan(0);
    }
  });

  it("[YAML-15] answers to any text and any plain object with a verdict", async () => {
    const word = fc.constantFrom(
      "nodes",
      "id",
      "path",
      "inputs",
      "outputs",
      "a",
      "a/b",
      "dora/timer/hz/1",
      "[",
      "{",
      ":",
      "-",
      "&x",
      "*x",
      "\n",
      "  ",
      "'",
      "!t",
    );
    const text = fc.array(word, { maxLength: 40 }).map((words) => `${words.join(" ")}\n`);
    await fc.assert(
      fc.asyncProperty(fc.oneof(text, fc.object({ key: word, maxDepth: 5 })), async (source) => {
        const { ok, problems, plan } = await checkDataflow(source, { env: {} });
        expect(ok).toBe(plan !== undefined);
        expect(ok).toBe(problems.length === 0);
      }),
      { numRuns: 300, seed: 20_261_121 },
    );
  });

  it("[YAML-15] answers to every file of the corpus, whatever is cut out of it or repeated", async () => {
    const texts = (await readCases()).map(({ files }) => files["dataflow.yml"] ?? "");
    const cut = fc.tuple(fc.constantFrom(...texts), fc.nat(), fc.nat(20), fc.boolean());
    await fc.assert(
      fc.asyncProperty(cut, async ([text, at, length, again]) => {
        const start = at % (text.length + 1);
        const piece = text.slice(start, start + length);
        const changed = text.slice(0, start) + (again ? piece + piece : "") + text.slice(start + length);
        const { ok, problems } = await checkDataflow(`${changed}\n`, { env: {}, directory: "/nowhere" });
        expect(ok).toBe(problems.length === 0);
      }),
      { numRuns: 400, seed: 20_261_121 },
    );
  });
});
