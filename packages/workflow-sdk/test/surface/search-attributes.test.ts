import { create } from "@bufbuild/protobuf";
import { common } from "@millrace/protocol/temporal";
import { expect, test } from "vitest";
import { SearchAttributeRegistry } from "../../src/embedded/visibility/attribute-registry.ts";
import { statusOf } from "./support/expect-status.ts";
import { attribute } from "./support/records.ts";

const registry = new SearchAttributeRegistry();
registry.add("default", "Customer", "Keyword");
registry.add("default", "Amount", "Int");
registry.add("default", "Due", "Datetime");
registry.add("default", "Tags", "KeywordList");

const nothing = create(common.PayloadSchema, { metadata: { encoding: new TextEncoder().encode("binary/null") } });

test("[SRV-7] a value without its type gets it; one with it stays as it is", () => {
  const typed = attribute("ann", "Keyword");
  const checked = registry.check("default", {
    Customer: attribute("ann"),
    Amount: attribute(5),
    Tags: attribute(["a"]),
  });
  expect(checked["Customer"]).toEqual(typed);
  expect(new TextDecoder().decode(checked["Tags"]?.metadata["type"])).toBe("KeywordList");
  expect(registry.check("default", { Customer: typed })["Customer"]).toBe(typed);
});

test("[SRV-7] old clients send lists; null and the empty list unset", () => {
  const fields = { Customer: attribute(["ann"]), Amount: attribute([]), Due: nothing, Tags: attribute("one") };
  expect(Object.keys(registry.check("default", fields))).toEqual(Object.keys(fields));
});

test.each<[name: string, payload: common.Payload, message: string]>([
  ["Unknown", attribute("x"), "Namespace default has no mapping defined for search attribute Unknown"],
  ["WorkflowType", attribute("x"), "WorkflowType attribute can't be set in SearchAttributes"],
  ["TemporalWorkerDeployment", attribute("x"), "TemporalWorkerDeployment attribute can't be set in SearchAttributes"],
  ["Customer", attribute(5), "invalid value for search attribute Customer of type Keyword: 5"],
  ["Customer", attribute(["a", "b"]), 'invalid value for search attribute Customer of type Keyword: ["a","b"]'],
  ["Amount", attribute(1.5), "invalid value for search attribute Amount of type Int: 1.5"],
  ["Due", attribute("soon"), "invalid value for search attribute Due of type Datetime: soon"],
  ["Tags", attribute([1]), "invalid value for search attribute Tags of type KeywordList: [1]"],
  ["Customer", attribute("x".repeat(2050)), "search attribute Customer value size 2052 exceeds size limit 2048"],
])("[SRV-7] %s is refused: the %#. reason", async (name, payload, message) => {
  expect(await statusOf(() => registry.check("default", { [name]: payload }))).toEqual({
    code: "InvalidArgument",
    message,
  });
});

test("[SRV-7] a run has at most a hundred attributes, and 40 KiB of them", async () => {
  const large = new SearchAttributeRegistry();
  const names = Array.from({ length: 101 }, (_, index) => `A${index}`);
  for (const name of names) large.add("default", name, "Keyword");
  const fields = (count: number, bytes: number): Record<string, common.Payload> =>
    Object.fromEntries(names.slice(0, count).map((name) => [name, attribute("x".repeat(bytes))]));
  expect(await statusOf(() => large.check("default", fields(101, 1)))).toMatchObject({
    message: "number of search attributes 101 exceeds limit 100",
  });
  expect(await statusOf(() => large.check("default", fields(30, 2000)))).toMatchObject({
    message: expect.stringMatching(/^total size of search attributes \d+ exceeds size limit 40960$/) as string,
  });
});

test("[SRV-7] attributes belong to a namespace, and can be taken away", async () => {
  const own = new SearchAttributeRegistry();
  own.add("a", "Customer", "Keyword");
  own.add("a", "Customer", "Int");
  expect([own.typeOf("a", "Customer"), own.typeOf("b", "Customer")]).toEqual(["Keyword", undefined]);
  expect([own.remove("a", "Customer"), own.remove("a", "Customer")]).toEqual([true, false]);
  expect((await statusOf(() => own.check("a", { Customer: attribute("x") }))).code).toBe("InvalidArgument");
});
