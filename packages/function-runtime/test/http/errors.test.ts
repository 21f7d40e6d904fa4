import { expect, test } from "vitest";
import type { FunctionContext } from "../../src/index.ts";
import { keptLogger, post, problemIn, serving } from "./serving.ts";

const failing = ({ how }: { readonly how?: string }): unknown => {
  switch (how) {
    case "throw":
      throw new TypeError("it broke");
    case "reject":
      return Promise.reject(new Error("it broke later"));
    case "text":
      // oxlint-disable-next-line typescript/only-throw-error -- functions do
      throw "only text";
    case "own":
      throw Object.assign(new Error("no such thing"), { statusCode: 404 });
    case "odd":
      throw Object.assign(new Error("odd"), { statusCode: 200 });
    case "cycle": {
      const value: Record<string, unknown> = {};
      value["value"] = value;
      return value;
    }
    default:
      return "fine";
  }
};

test("[SRV-5] an exception is a problem and never a 200, and the service goes on", async () => {
  const { logger, lines } = keptLogger();
  const { url } = await serving(failing, { logger });
  const seen: unknown[] = [];
  for (const how of ["throw", "reject", "text", "own", "odd", "cycle"]) {
    const response = await post(url, { how });
    const problem = await problemIn(response);
    expect(response.headers.get("content-type")).toBe("application/problem+json");
    expect(problem).not.toHaveProperty("stack");
    expect(problem).toMatchObject({ status: response.status, type: expect.any(String), title: expect.any(String) });
    seen.push([response.status, how === "cycle" ? "" : problem["detail"]]);
  }
  expect(seen).toEqual([
    [500, "it broke"],
    [500, "it broke later"],
    [500, "only text"],
    [404, "no such thing"],
    [500, "odd"],
    [500, ""],
  ]);
  expect(await (await post(url, {})).text()).toBe("fine");
  expect(lines.filter(({ message }) => message === "the function failed")).toHaveLength(5);
});

test("[SRV-5] the stack is told in development alone", async () => {
  const { url } = await serving(failing, { development: true });
  const problem = await problemIn(await post(url, { how: "throw" }));
  expect(problem["stack"]).toContain("errors.test.ts");
});

test("[SRV-21] a request's id and trace are in its answer, its problem and its log", async () => {
  const { logger, lines } = keptLogger();
  const { url } = await serving(
    ({ context, fail }: { readonly context: FunctionContext; readonly fail?: boolean }) => {
      context.logger.info({ own: 1 }, "called");
      if (fail === true) throw new Error("no");
    },
    { logger },
  );
  const traceparent = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
  const kept = await post(url, { fail: true }, { "X-Request-ID": "abc-1", traceparent });
  expect(kept.headers.get("x-request-id")).toBe("abc-1");
  expect((await problemIn(kept))["instance"]).toBe("urn:request:abc-1");
  expect(lines).toEqual([
    { level: "info", message: "called", own: 1, requestId: "abc-1", traceparent },
    { level: "error", message: "the function failed", error: expect.any(Error), requestId: "abc-1", traceparent },
  ]);

  const odd = await post(url, {}, { "x-request-id": "a b", traceparent: "nonsense" });
  const made = odd.headers.get("x-request-id");
  expect(made).toMatch(/^\w+-\w+$/);
  expect(lines.at(-1)).toEqual({ level: "info", message: "called", own: 1, requestId: made });
  expect((await post(url, {})).headers.get("x-request-id")).not.toBe(made);
});

test.each([
  ["an object without a class", () => Object.create(null) as unknown],
  ["an error that cannot be read", () => Object.defineProperty(new Error("x"), "message", { get: () => raise() })],
  ["a symbol", () => Symbol("odd")],
])("[SRV-5] %s is a problem as well when it is thrown", async (_, odd) => {
  const { url } = await serving(async ({ is }: { readonly is?: string }) => {
    // oxlint-disable-next-line typescript/only-throw-error -- functions do
    if (is === "odd") throw odd();
    return "fine";
  });
  expect((await post(url, { is: "odd" })).status).toBe(500);
  expect(await (await post(url, {})).text()).toBe("fine");
});

const raise = (): never => {
  throw new Error("nobody may read this");
};

test("[SRV-5] a status after which callers wait for another answer is a problem", async () => {
  const { url } = await serving(({ context }: { readonly context: FunctionContext }) => {
    return new context.Response("early", {}, "text/plain", 103);
  });
  const response = await post(url, {});
  expect(response.status).toBe(500);
  expect(await problemIn(response)).toMatchObject({ code: "FUNCTION_INVALID_OUTPUT" });
});
