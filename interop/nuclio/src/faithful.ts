import assert from "node:assert/strict";
import { join } from "node:path";
import { MillraceError } from "@millrace/protocol";
import { startMockProcessor, type MockProcessor, type MockReply } from "@millrace/function-runtime/testing";
import type { Scenario } from "@millrace/tooling-engines";
import { brief, type Question } from "./ask.ts";
import { questions } from "./cases/answers.ts";
import type { StockWrappers } from "./processor-binary.ts";
import { functions } from "./start-processor.ts";

type Stock = "stock nodejs" | "stock python";

const mockOf = (stock: StockWrappers, which: Stock): Promise<MockProcessor> => {
  if (which === "stock nodejs") {
    const handler = `${join(functions, "classic.cjs")}:handler`;
    return startMockProcessor({ wrapper: stock.nodejs, handler, timeoutMs: 10_000 });
  }
  const { wrapper, folder, interpreter } = stock.python;
  const env = { PYTHONPATH: `${functions}:${folder}` };
  const options = { wrapper, handler: "main:handler", protocol: "python", command: interpreter, env } as const;
  return startMockProcessor({ ...options, timeoutMs: 20_000 });
};

/** A question as the http trigger makes an event of it. */
const send = (mock: MockProcessor, { path = "/", body }: Question): Promise<MockReply> => {
  const url = new URL(path, "http://mock");
  const contentType = "text/plain";
  const event = { path: url.pathname, fields: Object.fromEntries(url.searchParams), contentType };
  return mock.send({ ...event, ...(typeof body === "string" ? { body } : {}) });
};

const text = ({ statusCode: status, body }: MockReply): string =>
  brief({ status, text: body.toString("utf8"), headers: new Headers() });

/**
 * What the mock processor sees of Nuclio's own wrappers is what the real one sees.
 *
 * @param seen what the real one saw, by the name of a case
 */
export const faithful = (stock: StockWrappers, seen: (name: string, which: Stock) => string | undefined): Scenario[] =>
  (["stock nodejs", "stock python"] as const).map((which) => ({
    name: `the mock processor sees of ${which} what the real one sees`,
    run: async () => {
      await using mock = await mockOf(stock, which);
      let compared = 0;
      for (const { name, question } of questions) {
        const real = seen(name, which);
        if (real === undefined) continue;
        assert.equal(text(await send(mock, question)), real, name);
        compared++;
      }
      assert(compared > 0, "there was nothing to compare");
      await send(mock, { path: "/log" });
      assert(mock.logs.some(({ level, message }) => level === "info" && message === "handled"));
      assert(mock.metrics.every((duration) => duration > 0));
      if (which === "stock python") {
        assert.deepEqual(mock.controls[0], { kind: "wrapperInitialized", attributes: { ready: "true" } });
      }
    },
  }));

const failsWith = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert(MillraceError.is(error, "FUNCTION_MOCK_PROCESSOR"), `it did not fail: ${String(error)}`);
  return error.message;
};

/** The stock nodejs wrapper's known ends, as the mock sees them. */
export const knownDefects = (stock: StockWrappers): Scenario[] => [
  {
    name: "the mock processor sees stock nodejs die of 60,000 bytes",
    run: async () => {
      await using mock = await mockOf(stock, "stock nodejs");
      assert.equal((await mock.send({ path: "/length", body: Buffer.alloc(48_000) })).statusCode, 200);
      await failsWith(mock.send({ path: "/length", body: Buffer.alloc(60_000) }));
      assert.equal(await mock.ended, 1);
    },
  },
  {
    name: "the mock processor sees stock nodejs die of a rejection",
    run: async () => {
      await using mock = await mockOf(stock, "stock nodejs");
      await failsWith(mock.send({ path: "/async-reject" }));
      assert.equal(await mock.ended, 1);
    },
  },
];
