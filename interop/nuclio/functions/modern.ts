// What only this repository's wrapper takes: an ECMAScript module in TypeScript, a function with named arguments.
import type { NuclioCall } from "@millrace/function-runtime/nuclio";

export const handler = async ({ name = "nobody", context, event }: NuclioCall<{ name?: string }>): Promise<unknown> => {
  context.logger.info({ name }, "greeting");
  if (name === "teapot") return new context.Response("short and stout", { "x-tea": "1" }, "text/plain", 418);
  return { greeting: `hello ${name}`, path: event.path };
};
