import { describe, expect, it } from "vitest";
import { checkDataflow } from "../../src/descriptor/read-dataflow.ts";
import { readCases, readVerdicts, withFiles } from "./corpus-cases.ts";

const cases = await readCases();
const verdicts = await readVerdicts();
/** What dora says of ids, wiring and missing or unknown fields; the rest of its sentences is advice, and ours is our own. */
const common =
  /^(?:[\w.[\]]+: )?((?:source (?:node|operator) |output `|identifier contains|identifier must not be|missing field|unknown field|duplicate field)[^,]*?)(?:,| at line | -- | — |$)/u;
const worded = verdicts.flatMap(({ name, says }) => {
  const [, words] = common.exec(says) ?? [];
  // Where a node has one operator, dora names the operator twice.
  return words === undefined || name.startsWith("nodes: one operator")
    ? []
    : [{ name, words: words.replaceAll("`", "'") }];
});
const accepted = new Map(verdicts.map((verdict) => [verdict.name, verdict.accepted]));
const env = { HOME: "/home/mill" };

describe("what dora's command accepts, and nothing else", () => {
  it("[YAML-1] has a verdict for every case", () => {
    expect(verdicts.map(({ name }) => name)).toEqual(cases.map(({ name }) => name));
    expect(cases.length).toBeGreaterThan(200);
  });

  it.each(cases)("[YAML-1] $name", async ({ name, files, strictTypes }) => {
    const found = await withFiles(files, async (directory) =>
      checkDataflow(`${directory}/dataflow.yml`, { env, strictTypes }),
    );
    expect({ accepted: found.ok, problems: found.problems.map(({ message }) => message) }).toMatchObject({
      accepted: accepted.get(name),
    });
    expect(found.problems.filter(({ line, column }) => line === 0 || column === 0)).toEqual([]);
  });

  it("[YAML-1] says it in dora's words, where they are about ids, wiring and fields", async () => {
    expect(worded.length).toBeGreaterThan(30);
    const different: string[] = [];
    for (const { name, words } of worded) {
      const { files = {}, strictTypes = false } = cases.find((one) => one.name === name) ?? {};
      const { problems } = await withFiles(files, async (directory) =>
        checkDataflow(`${directory}/dataflow.yml`, { env, strictTypes }),
      );
      if (!problems.some(({ message }) => message.includes(words))) different.push(`${name}: ${words}`);
    }
    expect(different).toEqual([]);
  });
});
