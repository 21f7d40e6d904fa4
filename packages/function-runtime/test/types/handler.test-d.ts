// [CORE-1] The types of a function's arguments come from its inputs, its schema and the reserved names.
import { z } from "zod";
import {
  handler,
  type Artifact,
  type Dataitem,
  type HandlerFunction,
  type Model,
  type Project,
} from "../../src/index.ts";
import { callFunction } from "../../src/testing.ts";

declare const project: Project;
declare const dataitem: Dataitem;
const reserved = { project, signal: new AbortController().signal };

const typed = handler(
  {
    inputs: { di: "dataitem", file: "artifact", net: "model" },
    parameters: z.object({ limit: z.number().default(10), name: z.string() }),
    outputs: ["data", { name: "rows", kind: "result" }],
    init: (context, { model }: { model: string }) => {
      context.userData["model"] = model;
    },
  },
  async ({ di, file, net, limit, name, signal, event, run }) => {
    const entities: readonly [Dataitem, Artifact, Model] = [di, file, net];
    // @ts-expect-error a limit is a number
    limit.toUpperCase();
    // @ts-expect-error outside of remote execution there is no event
    String(event.path);
    return `${name} ${limit.toFixed()} ${signal.aborted} ${entities[0].key} ${event?.path} ${run?.id}`;
  },
);

// Called by hand it is the function itself, with the values that the schema makes.
const text: Promise<string> = typed({
  ...reserved,
  di: dataitem,
  file: {} as Artifact,
  net: {} as Model,
  limit: 1,
  name: "a",
});
void text;
const answer: Promise<string> = callFunction(typed, { parameters: { name: "a" } });
void answer;

// @ts-expect-error there is no argument of that name
handler({ parameters: z.object({ a: z.string() }) }, ({ b }) => b);
// @ts-expect-error there is no such type of entity
handler({ inputs: { di: "table" } }, () => 1);
// @ts-expect-error an output is not a number
handler({ outputs: [1] }, () => 1);
// @ts-expect-error a schema of parameters gives an object
handler({ parameters: z.number() }, () => 1);

// Without a schema the function says itself what its parameters are.
const plain = handler({ inputs: { di: "dataitem" } }, ({ di, n }: { di: Dataitem; n: number }) => `${di.name} ${n}`);
const named: string = plain({ n: 1, di: dataitem, ...reserved });
void named;
handler({ inputs: { di: "dataitem" } }, ({ di, signal }) => [di.key, signal.aborted]);
handler({ outputs: ["result"] }, () => "hello world");

// A union of parameters stays one.
const a = z.object({ kind: z.literal("a"), a: z.number() });
const b = z.object({ kind: z.literal("b"), b: z.string() });
handler({ parameters: z.union([a, b]) }, (args) => (args.kind === "a" ? args.a.toFixed() : args.b.trim()));

// In a local run a parameter may be called as what only remote execution has.
const local = handler({ parameters: z.object({ event: z.string() }) }, ({ event }) => {
  return typeof event === "string" ? event : event?.path;
});
local({ ...reserved, event: "given" });

// An input hides a parameter of its name.
handler({ inputs: { di: "dataitem" }, parameters: z.object({ di: z.string() }) }, ({ di }) => {
  const entity: Dataitem = di;
  return entity.key;
});

// An exported function is annotated with what callers give and what it returns.
export const annotated: HandlerFunction<{ n: number }, Promise<string>> = handler(
  { inputs: { di: "dataitem" }, parameters: z.object({ n: z.number() }), outputs: ["a"] },
  async ({ di, n, signal }) => `${di.key} ${n.toFixed()} ${signal.aborted}`,
);
// @ts-expect-error it returns text
export const wrong: HandlerFunction<{ n: number }, number> = handler(
  { outputs: ["a"] },
  ({ n }: { n: number }) => `${n}`,
);
