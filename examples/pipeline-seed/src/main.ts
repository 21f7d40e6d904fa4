import { strict as assert } from "node:assert";
import { byNames } from "./by-names.ts";
import { byValues } from "./by-values.ts";
import { combineData, getData, validateData } from "./functions.ts";

/** The same work without a pipeline: what both of them must give. */
async function byHand(forDay: string): Promise<object> {
  const get_data1 = await getData({ source: "south", forDay });
  const get_data2 = await getData({ source: "east", forDay });
  const combine_data = combineData({ data1: get_data1, data2: get_data2 });
  const validate_data = validateData({ newData: combine_data, sources: ["east", "south"] });
  return { get_data1, get_data2, combine_data, validate_data };
}

async function main(): Promise<void> {
  const today = new Date().toISOString().slice(0, 10);
  const given = { source1: "east" };
  const names = await byNames(today).settled(given);
  const values = await byValues(today).settled(given);

  const expected = await byHand(today);
  assert.deepEqual(names.outputs, expected, "the pipeline wired by names gives other results than its functions");
  assert.deepEqual(values.outputs, expected, "the pipeline wired by values gives other results than its functions");
  assert.deepEqual(names.counts, { succeeded: 4 });
  assert.deepEqual(values.counts, { succeeded: 4 });

  console.log(`Pipeline '${names.pipeline}' read two sources, combined them and checked that both are in the result.`);
  console.log(`It took parameter source1 from the caller ('east') and source2 from its default ('south').`);
  for (const { id, status, value } of names.stages) console.log(`  ${id.padEnd(13)} ${status}: ${String(value)}`);
  console.log(`Wired by names (src/by-names.ts) and by values (src/by-values.ts) it gave the same four results,`);
  console.log(`and they are what the plain functions give when they are called by hand.`);
}

await main();
