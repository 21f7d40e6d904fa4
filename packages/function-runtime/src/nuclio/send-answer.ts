import type { Answer } from "../compose/response.ts";
import { base64Of, replyOf, type WholeAnswer } from "./reply.ts";

type Part = string | Uint8Array;
export type StreamAnswer = Answer & { readonly body: AsyncIterable<Part> };

export const isStream = (answer: Answer): answer is StreamAnswer =>
  typeof answer.body === "object" && !(answer.body instanceof Uint8Array);

/**
 * Sends a body part by part to a processor of 1.15 or newer: `c` with the head and the first part, `b` with the base64
 * of each other one, `e` at the end.
 *
 * @param send resolves when the processor has room for more
 */
export const sendInParts = async (answer: StreamAnswer, send: (line: string) => Promise<void>): Promise<void> => {
  let first = true;
  for await (const part of answer.body) {
    await send(first ? `c${replyOf({ ...answer, body: part })}` : `b${base64Of(bytesOf(part))}`);
    first = false;
  }
  if (first) await send(`c${replyOf({ ...answer, body: "" })}`);
  await send("e");
};

/** Reads a body that is a stream to its end, for a processor that takes only whole ones. */
export const wholeAnswer = async (answer: Answer): Promise<WholeAnswer> => {
  if (!isStream(answer)) return answer as WholeAnswer;
  const parts: Uint8Array[] = [];
  for await (const part of answer.body) parts.push(bytesOf(part));
  return { ...answer, body: Buffer.concat(parts) };
};

const bytesOf = (part: Part): Uint8Array => (typeof part === "string" ? Buffer.from(part) : part);
