import { describe, expect, it } from "vitest";
import { checkDataflow } from "../../src/descriptor/read-dataflow.ts";
import { readCases, readVerdicts, withFiles } from "./corpus-cases.ts";

const cases = await readCases();
const verdicts = await readVerdicts();
const accepted = new Map(verdicts.map((verdict) => [verdict.name, verdict.accepted]));
const env = { HOME: "/home/mill" };

describe("[YAML-1] what dora's command accepts, and nothing else", () => {
  it("has a verdict for every case", () => {
    expect(verdicts.map(({ name }) => name)).toEqual(cases.map(({ name }) => name));
    expect(cases.length).toBeGreaterThan(200);
  });

  it.each(cases)("$name", async ({ name, files, strictTypes }) => {
    const found = await withFiles(files, async (directory) =>
      checkDataflow(`${directory}/dataflow.yml`, { env, strictTypes }),
    );
    expect({ accepted: found.ok, problems: found.problems.map(({ message }) => message) }).toMatchObject({
      accepted: accepted.get(name),
    });
    expect(found.problems.filter(({ line, column }) => line === 0 || column === 0)).toEqual([]);
  });
});
