import { z } from "zod";
import type { FunctionContext } from "../../src/function-context.ts";
import { handler, type HandlerFunction } from "../../src/handler.ts";

export const text = (): string => "hello world";

export const unicode = ({ word }: { word: string }): string => `grüße ${word} 😀 \u0000 \n end`;

export const empty = (): string => "";

export const sum = ({ a, b }: { a: number; b: number }): number => a + b;

export const never = (): boolean => false;

export const nothing = (): null => null;

export const absent = (): undefined => undefined;

export const large = (): bigint => 2n ** 80n;

export const echo = (args: { value: unknown }): unknown => ({ value: args.value });

export const named: HandlerFunction<{ line: string }, object> = handler(
  { outputs: ["count", { name: "words", kind: "result" }] },
  ({ line }: { line: string }) => ({
    count: line.length,
    words: line.split(" "),
  }),
);

export const inOrder: HandlerFunction<object, Promise<unknown[]>> = handler(
  { outputs: ["first", "second"] },
  async () => {
    await Promise.resolve();
    return ["a", 2];
  },
);

export const validated: HandlerFunction<{ limit: unknown; unit?: string | undefined }, string> = handler(
  {
    parameters: z.object({ limit: z.coerce.number().int().max(10), unit: z.string().default("kg") }),
    outputs: ["text"],
  },
  ({ limit, unit }) => `${limit + 1} ${unit}`,
);

export const asynchronouslyValidated: HandlerFunction<{ name: string }, string> = handler(
  { parameters: z.object({ name: z.string().refine(async (name) => Promise.resolve(name !== "taken"), "is taken") }) },
  ({ name }) => name,
);

export const throwing = (): never => {
  throw new RangeError("out of paper");
};

export const rejecting = async (): Promise<never> => {
  await Promise.resolve();
  throw new Error("no such model");
};

// oxlint-disable-next-line typescript/prefer-promise-reject-errors -- users do so
export const rejectingText = (): Promise<never> => Promise.reject("just text");

export const bytes = (): Uint8Array => new Uint8Array([0, 255, 10, 13, 128]);

export async function* stream({ pieces }: { pieces: number }): AsyncGenerator<unknown> {
  for (let index = 0; index < pieces; index++) {
    await new Promise((resolve) => setImmediate(resolve));
    yield index % 2 === 0 ? `piece ${index} é\n` : { index };
  }
}

export async function* records(): AsyncGenerator<object> {
  yield { index: 0 };
  yield await Promise.resolve({ index: 1 });
}

export const prepared: HandlerFunction<object, number> = handler(
  {
    init: async ({ userData }) => {
      await Promise.resolve();
      userData["calls"] = 40;
    },
  },
  ({ context }) => ((context as FunctionContext).userData["calls"] as number) + 2,
);

export const live = ({ signal }: { signal: AbortSignal }): string =>
  `${signal instanceof AbortSignal} ${signal.aborted}`;

export const forged = ({ project, run, signal }: Record<string, unknown>): string =>
  [project, run, signal].map((value) => value !== "forged").join(" ");

export const big = (): unknown =>
  Array.from({ length: 50_000 }, (_, index) => ({ index, half: index / 2, text: `é${index}` }));

export const table: HandlerFunction<object, object> = handler({ outputs: ["data"] }, () => ({
  columns: { city: ["Trento", "Roma"], people: [118_000, 2_750_000] },
}));

export const made = ({ context }: { context: FunctionContext }): unknown =>
  new context.Response("made", { "x-made": "yes" }, "text/html", 201);

export const web = (): Response =>
  new Response("a,b", { status: 202, headers: { "content-type": "text/csv", "x-made": "yes" } });

export const missing = ({ context }: { context: FunctionContext }): unknown =>
  new context.Response({ why: "no such model" }, {}, "application/json", 404);

export const notANumber = (): number => NaN;

export const returnedError = (): Error => new Error("mine");

export const circular = (): unknown => {
  const value: { self?: unknown } = {};
  value.self = value;
  return value;
};
