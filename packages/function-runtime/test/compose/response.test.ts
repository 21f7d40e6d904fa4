import { describe, expect, it } from "vitest";
import { ContextResponse } from "../../src/compose/context-response.ts";
import { responseOf } from "../../src/compose/response.ts";
import { textOf } from "./support.ts";

const text = "text/plain; charset=utf-8";
const json = "application/json";

describe("answers", () => {
  it.each([
    ["text", "é", 200, text, "é"],
    ["undefined", undefined, 204, "", undefined],
    ["null", null, 200, json, "null"],
    ["a number", 1.5, 200, json, "1.5"],
    ["a boolean", true, 200, json, "true"],
    ["a bigint", 9007199254740993n, 200, json, '"9007199254740993"'],
    ["an object", { a: [1] }, 200, json, '{"a":[1]}'],
    ["bigints inside of data", { a: [1n] }, 200, json, '{"a":["1"]}'],
    ["an array", [404, "no"], 200, json, '[404,"no"]'],
  ])("[CORE-26] %s", (_what, value, statusCode, contentType, body) => {
    expect(responseOf(value)).toEqual({ statusCode, contentType, headers: {}, body });
  });

  it("[CORE-26] bytes are the same bytes", () => {
    const bytes = Buffer.from([0, 255]);
    expect(responseOf(bytes)).toEqual({
      statusCode: 200,
      contentType: "application/octet-stream",
      headers: {},
      body: bytes,
    });
    expect(responseOf(bytes).body).toBe(bytes);
  });

  const cycle: unknown[] = [];
  cycle.push(cycle);
  it.each([
    ["a cycle", cycle],
    ["a function", () => 1],
    ["a symbol", Symbol("a")],
    ["a cycle with a bigint", [1n, cycle]],
    ["NaN", NaN],
    ["a Map, of which JSON keeps nothing", new Map([[1, 2]])],
    ["a Set, of which JSON keeps nothing", new Set([1])],
    ["an error that is not thrown", new TypeError("mine")],
  ])("[CORE-26] %s is an error", (_what, value) => {
    expect(() => responseOf(value)).toThrow(expect.objectContaining({ code: "FUNCTION_INVALID_OUTPUT" }));
  });

  it("[CORE-26] what a toJSON throws passes as it is", () => {
    const failure = new RangeError("mine");
    const value = {
      toJSON: () => {
        throw failure;
      },
    };
    expect(() => responseOf(value)).toThrow(failure);
  });

  it("[CORE-27] a response of the context says it all", () => {
    expect(responseOf(new ContextResponse("made", { "x-a": "b" }, "text/html", 201))).toEqual({
      statusCode: 201,
      contentType: "text/html",
      headers: { "x-a": "b" },
      body: "made",
    });
    expect(responseOf(new ContextResponse())).toEqual({
      statusCode: 200,
      contentType: "text/plain",
      headers: {},
      body: "",
    });
  });

  it("[CORE-27] its body that is no text is written as that is", () => {
    expect(responseOf(new ContextResponse({ a: 1 }, {}, undefined, 400))).toMatchObject({
      statusCode: 400,
      contentType: json,
      body: '{"a":1}',
    });
    const problem = new ContextResponse({ a: 1 }, {}, "application/problem+json", 400);
    expect(responseOf(problem)).toMatchObject({ contentType: "application/problem+json", body: '{"a":1}' });
    expect(responseOf(new ContextResponse(Buffer.from("a")))).toMatchObject({
      contentType: "application/octet-stream",
    });
  });

  it("[CORE-27] a response made by another copy of the package is one", async () => {
    const again = "../../src/compose/context-response.ts?copy";
    const copy = (await import(again)) as { ContextResponse: typeof ContextResponse };
    expect(copy.ContextResponse).not.toBe(ContextResponse);
    expect(responseOf(new copy.ContextResponse("a", {}, "text/plain", 202)).statusCode).toBe(202);
  });

  it("[CORE-27] a web Response says it too", async () => {
    const web = Response.json({ a: 1 }, { status: 202, headers: { "x-a": "b", "set-cookie": "c=d" } });
    const { body, ...rest } = responseOf(web);
    expect(rest).toEqual({ statusCode: 202, contentType: json, headers: { "x-a": "b", "set-cookie": "c=d" } });
    expect(await textOf(body ?? "")).toBe('{"a":1}');
    expect(responseOf(new Response(null, { status: 204 }))).toEqual({
      statusCode: 204,
      contentType: "",
      headers: {},
      body: "",
    });
  });

  it("[CORE-27] several cookies are more than an answer can say", () => {
    const web = new Response("a");
    web.headers.append("set-cookie", "a=b");
    web.headers.append("set-cookie", "c=d");
    expect(() => responseOf(web)).toThrow(expect.objectContaining({ code: "FUNCTION_INVALID_OUTPUT" }));
  });

  it("[CORE-29] a pair of status and body is an answer in the classic form alone", () => {
    expect(responseOf([404, "no"], { statusPairs: true })).toMatchObject({
      statusCode: 404,
      contentType: text,
      body: "no",
    });
    expect(responseOf([201, { a: 1 }], { statusPairs: true })).toMatchObject({ statusCode: 201, body: '{"a":1}' });
    for (const value of [[1, 2], [404], [404, "a", "b"], [600, "a"], ["404", "a"]]) {
      expect(responseOf(value, { statusPairs: true })).toMatchObject({ statusCode: 200, body: JSON.stringify(value) });
    }
  });
});
