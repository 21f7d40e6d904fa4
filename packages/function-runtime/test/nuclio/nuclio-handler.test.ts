import { expect, test, vi } from "vitest";
import { handler } from "../../src/index.ts";
import { type NuclioCall, nuclioHandler, type StockContext, type StockEvent } from "../../src/nuclio.ts";

interface Answered {
  readonly body: string;
  readonly headers: object;
  readonly contentType: string;
  readonly statusCode: number;
  readonly bodyEncoding: string;
}

/** The context of Nuclio's own wrapper, as much of it as a handler may use. */
const stockContext = (): { context: StockContext; answers: Answered[]; lines: unknown[][] } => {
  const answers: Answered[] = [];
  const lines: unknown[][] = [];
  const line =
    (level: string) =>
    (...args: unknown[]) =>
      void lines.push([level, ...args]);
  class Response {
    readonly answered: Answered;
    constructor(body: string, headers: object, contentType: string, statusCode: number, bodyEncoding: string) {
      this.answered = { body, headers, contentType, statusCode, bodyEncoding };
    }
  }
  const logger = { debugWith: line("debug"), infoWith: line("info"), warnWith: line("warn"), errorWith: line("error") };
  const callback = (response: unknown): void => void answers.push((response as Response).answered);
  return { context: { userData: {}, callback, logger, Response }, answers, lines };
};

const event = (more: Partial<StockEvent> = {}): StockEvent => ({
  body: Buffer.alloc(0),
  content_type: "",
  fields: {},
  headers: {},
  path: "/p",
  timestamp: new Date(1000),
  ...more,
});

test("[NUC-35] a function with named arguments answers by the callback of Nuclio's own wrapper", async () => {
  const { context, answers, lines } = stockContext();
  const greet = nuclioHandler(({ name, context: own, event: seen }: NuclioCall<{ readonly name: string }>) => {
    own.logger.info({ name }, "greeting");
    return { hello: name, path: seen.path, at: seen.timestamp.getTime() };
  });
  await greet(
    context,
    event({ fields: { name: "query" }, body: Buffer.from('{"name":"Ada"}'), content_type: "application/json" }),
  );
  expect(answers).toEqual([
    {
      body: '{"hello":"Ada","path":"/p","at":1000}',
      headers: {},
      contentType: "application/json",
      statusCode: 200,
      bodyEncoding: "text",
    },
  ]);
  expect(lines).toEqual([["info", "greeting", { name: "Ada" }]]);
});

test("[NUC-35] bytes, streams and statuses are answers too", async () => {
  const { context, answers } = stockContext();
  await nuclioHandler(() => Uint8Array.of(0, 255))(context, event());
  await nuclioHandler(async function* () {
    yield "a";
    yield "b";
  })(context, event());
  await nuclioHandler(({ context: own }: NuclioCall) => new own.Response("tea", { "x-tea": "1" }, "text/plain", 418))(
    context,
    event(),
  );
  expect(answers).toMatchObject([
    { body: "AP8=", bodyEncoding: "base64" },
    { body: "YWI=", bodyEncoding: "base64", contentType: "text/plain; charset=utf-8" },
    { body: "tea", headers: { "x-tea": "1" }, statusCode: 418 },
  ]);
});

test("[NUC-35] it never rejects: errors are answers", async () => {
  const { context, answers, lines } = stockContext();
  await nuclioHandler(() => Promise.reject(new Error("boom")))(context, event());
  await nuclioHandler(() => 1)(context, event({ body: Buffer.from("{"), content_type: "application/json" }));
  expect(answers).toMatchObject([{ statusCode: 500, body: expect.stringContaining("boom") }, { statusCode: 400 }]);
  expect(lines[0]?.slice(0, 2)).toEqual(["error", "Error in handler"]);
});

test("[NUC-35] init runs once, with its parameters, before the first event or by initContext", async () => {
  const { context, answers } = stockContext();
  const init = vi.fn<(context: unknown, parameters: unknown) => void>();
  const adapted = nuclioHandler(
    handler({ init }, () => "ready"),
    { initParameters: { model: "m" } },
  );
  await adapted.initContext(context);
  await adapted(context, event());
  await adapted(context, event());
  expect(init).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ userData: {} }), { model: "m" });
  expect(answers.map(({ body }) => body)).toEqual(["ready", "ready"]);
});
