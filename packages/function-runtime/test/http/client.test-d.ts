// [SRV-26] The client's types are those of the function.
import { z } from "zod";
import { createClient, handler, type FunctionContext, type Project } from "../../src/index.ts";

const typed = handler({ parameters: z.object({ a: z.number(), b: z.number().default(1) }) }, ({ a, b }) => ({
  sum: a + b,
}));
const client = createClient<typeof typed>("http://127.0.0.1:1");
void client.call({ a: 1 }).then(({ sum }) => sum.toFixed());
// @ts-expect-error parameters that the schema requires
void client.call();
// @ts-expect-error of their type
void client.call({ a: "1" });

const plain = ({
  name,
  project,
  context,
}: {
  readonly name: string;
  readonly project?: Project;
  readonly context?: FunctionContext;
}): string => `${name} ${project?.name} ${context?.workerId}`;
void createClient<typeof plain>("")
  .call({ name: "a" })
  .then((text) => text.length);
// @ts-expect-error reserved arguments are nobody's to give
void createClient<typeof plain>("").call({ name: "a", context: undefined });

const nothing = (): Promise<number> => Promise.resolve(1);
void createClient<typeof nothing>("")
  .call()
  .then((value) => value.toFixed());

async function* streams({ to }: { readonly to: number }): AsyncGenerator<{ readonly n: number }> {
  yield await Promise.resolve({ n: to });
}
for await (const { n } of createClient<typeof streams>("").stream({ to: 1 })) n.toFixed();
// Called as a whole it brings what it streams, not the generator.
void createClient<typeof streams>("")
  .call({ to: 1 })
  .then((pieces) => pieces.at(0)?.n.toFixed());
async function* texts(): AsyncGenerator<string> {
  yield await Promise.resolve("a");
}
void createClient<typeof texts>("")
  .call()
  .then((text) => text.trim());
