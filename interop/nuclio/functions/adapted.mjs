// The same function for any wrapper: with named arguments, adapted to the form of Nuclio's own.
import { nuclioHandler } from "@millrace/function-runtime/nuclio";

const greet = async ({ name = "nobody", context, event }) => {
  if (name === "nobody") throw new Error("boom: who?");
  context.logger.info({ name }, "greeting");
  return { greeting: `hello ${name}`, path: event.path };
};

export const handler = nuclioHandler(greet);
export const { initContext } = handler;
