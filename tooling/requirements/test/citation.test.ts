import { expect, test } from "vitest";
import { citedIds } from "../src/citation.ts";

test.each<[string, string[]]>([
  ["[SEED-07] a title", ["SEED-07"]],
  ["a title [SEED-07]", ["SEED-07"]],
  ["[SEED-07, DEV-02] two", ["SEED-07", "DEV-02"]],
  ["[SEED-07,DEV-02] no space", ["SEED-07", "DEV-02"]],
  ["[ SEED-07 ] and [RULE-001]", ["SEED-07", "RULE-001"]],
  ["[SEED-07] [SEED-07]", ["SEED-07", "SEED-07"]],
  ["SEED-07 without brackets", []],
  ["[PIPELINE_UNKNOWN_STAGE] an error code", []],
  ["[seed-07] [0] [a, b] []", []],
])("'%s' cites %j", (title, ids) => {
  expect(citedIds(title)).toEqual(ids);
});
