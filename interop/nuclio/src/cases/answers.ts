import { ask, brief, type Question } from "../ask.ts";
import type { Case } from "../case.ts";

/** A case that is one question; the mock processor can ask it too. */
export interface QuestionCase extends Case {
  readonly question: Question;
}

const answer = (name: string, expected: string, question: Question): QuestionCase => ({
  name,
  expected,
  question,
  observe: async (processor) => brief(await ask(processor, question)),
});

/** What a handler gives back, and what the caller gets. */
export const questions: readonly QuestionCase[] = [
  answer("text", "200 ok", { path: "/" }),
  answer("[status, text]", "201 made", { path: "/pair" }),
  answer("[status, object]", '202 {"a":1}', { path: "/pair-object" }),
  answer("object", '200 {"a":[1,"ä"]}', { path: "/object" }),
  answer("a callback that comes later", "200 later", { path: "/later" }),
  answer("query, last value wins", '200 {"x":"3","y":"2"}', { path: "/query?x=1&y=2&x=3" }),
];

/** With what a caller sees beside status and body. */
export const answers: readonly Case[] = [
  ...questions,
  {
    name: "Response: status, type, header",
    expected: "418 text/html 1 <p>",
    observe: async (processor) => {
      const { status, headers, text } = await ask(processor, { path: "/response" });
      return [status, headers.get("content-type"), headers.get("x-one"), text].join(" ");
    },
  },
  {
    name: "header values that are no texts",
    expected: "7; a, b",
    observe: async (processor) => {
      const { headers } = await ask(processor, { path: "/numbers" });
      return `${headers.get("x-number")}; ${headers.get("x-list")}`;
    },
  },
  {
    name: "bytes there and back",
    expected: "all 256 values",
    observe: async ({ url }) => {
      const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
      const answered = await fetch(`${url}/echo`, { method: "POST", body: bytes });
      const back = new Uint8Array(await answered.arrayBuffer());
      return Buffer.from(back).equals(bytes) ? "all 256 values" : `${back.length} bytes, others`;
    },
  },
  {
    name: "method, path, type, header",
    expected: '200 {"method":"PUT","path":"/event","content_type":"text/css","trigger":"http","header":"f"}',
    observe: async (processor) => {
      const headers = { "content-type": "text/css", "x-foo": "f" };
      const { status, text } = await ask(processor, { path: "/event", method: "PUT", body: "b", headers });
      return `${status} ${text}`;
    },
  },
  {
    name: "x-nuclio-log-level: logs in a header",
    expected: "info handled n=1",
    observe: async (processor) => {
      const { headers } = await ask(processor, { path: "/log", headers: { "x-nuclio-log-level": "debug" } });
      const [log] = JSON.parse(headers.get("x-nuclio-logs") ?? "[]") as { level: string; message: string; n: number }[];
      return log === undefined ? "no line" : `${log.level} ${log.message} n=${log.n}`;
    },
  },
  {
    name: "CloudEvent, structured",
    expected: '200 {"k":1}',
    observe: async (processor) => {
      const event = { specversion: "1.0", id: "1", source: "/s", type: "t", data: { k: 1 } };
      const headers = { "content-type": "application/cloudevents+json" };
      return brief(await ask(processor, { path: "/cloud", body: JSON.stringify(event), headers }));
    },
  },
  {
    name: "CloudEvent, binary",
    expected: '200 {"k":1}',
    observe: async (processor) => {
      const headers = {
        "content-type": "application/json",
        "ce-specversion": "1.0",
        "ce-id": "1",
        "ce-source": "/s",
        "ce-type": "t",
      };
      return brief(await ask(processor, { path: "/cloud", body: '{"k":1}', headers }));
    },
  },
];
