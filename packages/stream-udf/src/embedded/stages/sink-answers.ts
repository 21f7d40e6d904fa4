import type { SinkAnswer } from "../../answer.ts";
import { checkResponses } from "../../internal/check-responses.ts";
import type { Flowing } from "../flowing.ts";

/**
 * Finds the message of each answer: `"stored"` if all are successes, as they mostly are and in the order of the batch.
 *
 * @throws `UDF_SINK_RESPONSES` if a message has no answer or two, or an answer no message
 */
export function pairUp(
  batch: readonly Flowing[],
  answers: readonly SinkAnswer[],
): "stored" | readonly (readonly [Flowing, SinkAnswer])[] {
  if (inOrder(batch, answers)) {
    if (answers.every(({ status }) => status === "success")) return "stored";
    return answers.map((answer, nth) => [batch[nth] as Flowing, answer] as const);
  }
  checkResponses(batch, answers);
  const messages = new Map(batch.map((message) => [message.id, message]));
  return answers.map((answer) => [messages.get(answer.id) as Flowing, answer] as const);
}

const inOrder = (batch: readonly Flowing[], answers: readonly SinkAnswer[]): boolean =>
  answers.length === batch.length && answers.every(({ id }, nth) => id === batch[nth]?.id);
