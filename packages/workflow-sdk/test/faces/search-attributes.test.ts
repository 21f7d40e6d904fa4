import { expect, test } from "vitest";
import { Client, Connection } from "../../src/client-face.ts";
import {
  defineSearchAttributeKey,
  SearchAttributeType,
  TypedSearchAttributes,
  type SearchAttributePair,
  type SearchAttributes,
} from "../../src/common-face.ts";
import { startServer } from "../../src/server.ts";

const taskQueue = "search-attributes";
const registered = {
  CustomIntField: "Int",
  CustomKeywordField: "Keyword",
  CustomKeywordListField: "KeywordList",
  CustomBoolField: "Bool",
  CustomDoubleField: "Double",
  CustomDatetimeField: "Datetime",
} as const;

test("[FACE-10] typed search attributes are found and described", async () => {
  await using server = await startServer({ searchAttributes: registered });
  await using connection = Connection.lazy({ address: server });
  const { workflow } = new Client({ connection });
  const key = defineSearchAttributeKey("CustomIntField", SearchAttributeType.INT);
  const pairs: SearchAttributePair[] = [{ key, value: 2 }];
  await workflow.start("example", { taskQueue, workflowId: "list", typedSearchAttributes: pairs });
  const typedSearchAttributes = new TypedSearchAttributes(pairs);
  const handle = await workflow.start("example", { taskQueue, workflowId: "typed", typedSearchAttributes });
  const described = await handle.describe();
  expect(described.typedSearchAttributes.get(key)).toBe(2);
  expect(described.searchAttributes).toMatchObject({ CustomIntField: [2] });
  expect((await workflow.count("CustomIntField = 2")).count).toBe(2);
});

test("[FACE-10] lists of values by name are taken as well", async () => {
  await using server = await startServer({ searchAttributes: registered });
  await using connection = Connection.lazy({ address: server });
  const { workflow } = new Client({ connection });
  const searchAttributes: SearchAttributes = {
    CustomIntField: [3],
    CustomKeywordField: ["k"],
    CustomKeywordListField: ["a", "b"],
    CustomBoolField: [true],
    CustomDoubleField: [3.14],
    CustomDatetimeField: [new Date(0)],
  };
  const handle = await workflow.start("example", { taskQueue, workflowId: "w", searchAttributes });
  expect((await handle.describe()).searchAttributes).toMatchObject(searchAttributes);
  const mixed = { CustomIntField: [1, "two"] as never };
  const started = workflow.start("example", { taskQueue, workflowId: "x", searchAttributes: mixed });
  await expect(started).rejects.toThrow("WORKFLOW_INVALID_SEARCH_ATTRIBUTE");
});
