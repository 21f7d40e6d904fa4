import { ask, brief, type Question } from "../ask.ts";
import type { Case } from "../case.ts";

const modern = (name: string, expected: string, question: Question): Case => ({
  name,
  expected,
  options: { handler: ["modern.ts", "handler"] },
  observe: async (processor) => brief(await ask(processor, question)),
});

/** What Nuclio's own wrapper has no form for: TypeScript, ECMAScript modules, named arguments. */
export const modernCases: readonly Case[] = [
  modern("TypeScript, parameters from the query", '200 {"greeting":"hello Ada","path":"/p"}', { path: "/p?name=Ada" }),
  modern("TypeScript, parameters from JSON", '200 {"greeting":"hello Bo","path":"/"}', {
    body: '{"name":"Bo"}',
    headers: { "content-type": "application/json" },
  }),
  modern("TypeScript, context.Response", "418 short and stout", { path: "/?name=teapot" }),
  {
    name: "a handler of whole batches",
    expected: "200 3 a, 200 3 b, 200 3 c",
    options: { handler: ["batches.ts", "handler"], http: { batch: { size: 3, timeoutMs: 700 } } },
    observe: async (processor) => {
      const answers = await Promise.all(["a", "b", "c"].map((body) => ask(processor, { body })));
      return answers.map(brief).join(", ");
    },
  },
];

/** The adapter makes one function fit for every wrapper. */
export const adapted: readonly Case[] = [
  {
    name: "nuclioHandler",
    expected: '200 {"greeting":"hello Ada","path":"/p"}, 500 Error in handler: Error: boom: who?, alive',
    options: { handler: ["adapted.mjs", "handler"] },
    observe: async (processor) => {
      const answers = [await ask(processor, { path: "/p?name=Ada" }), await ask(processor)];
      return [...answers.map(brief), processor.alive() ? "alive" : "dead"].join(", ");
    },
  },
];
