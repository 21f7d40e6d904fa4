import { UdfError } from "../errors.ts";
import { Response } from "../response.ts";
import { kindOf } from "./kind-of.ts";

/** What a sink's handler returned as a list, or a coded error. */
export function responsesOf(given: unknown, where: string): readonly Response[] {
  if (!isIterable(given)) return refuse(where, kindOf(given));
  const responses = [...given];
  for (const response of responses) {
    if (!(response instanceof Response)) return refuse(where, `${kindOf(response)} among its responses`);
  }
  return responses as readonly Response[];
}

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === "object" && value !== null && Symbol.iterator in value;

function refuse(where: string, what: string): never {
  const message = `the handler of ${where} returned ${what}; return responses, one for each message of the batch`;
  throw new UdfError("UDF_INVALID_RESULT", message, { details: { where } });
}
