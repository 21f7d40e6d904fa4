import { answerBatch, answerEvent, type CallScope } from "./answer-event.ts";
import type { Answer } from "../compose/response.ts";
import type { Connection, ServeFrame } from "./connection.ts";
import { errorAnswer } from "./error-answer.ts";
import { metricOf, replyOf, type WholeAnswer } from "./reply.ts";
import { isStream, sendInParts, wholeAnswer, type StreamAnswer } from "./send-answer.ts";
import type { WireEvent } from "./wire-event.ts";

/** What to do with an event that arrives now: serve it, forget it, or answer that it is not served. */
export type Admission = "serve" | "drop" | "refuse";

export interface MessageOptions {
  readonly decode: (frame: Buffer) => WireEvent | readonly WireEvent[];
  /** Whether the processor takes answers in parts. */
  readonly streaming: boolean;
  readonly admit: (wire: WireEvent | undefined) => Admission;
  /** Told of a message that is none of the protocol. */
  readonly broken: (error: unknown) => void;
}

const terminating: WholeAnswer = {
  statusCode: 503,
  contentType: "text/plain",
  headers: { "Retry-After": "1" },
  body: "the function is terminating",
};

/** An answer that cannot be written, as one with a header that is no text, is an error's: each event has an answer. */
const anyReplyOf = (answer: WholeAnswer, id?: string): string => {
  try {
    return replyOf(answer, id);
  } catch (error) {
    return replyOf(errorAnswer(error), id);
  }
};

/** Serves the messages of a connection: an event, or a batch of them. */
export const messageServer = (connection: Connection, scope: CallScope, options: MessageOptions): ServeFrame => {
  const { decode, streaming, admit, broken } = options;

  const reply = (answer: WholeAnswer, began: number): void =>
    connection.send(`${metricOf(performance.now() - began)}\nr${anyReplyOf(answer)}`);

  const stream = async (answer: StreamAnswer, began: number): Promise<void> => {
    try {
      if (!streaming) return reply(await wholeAnswer(answer), began);
      await sendInParts(answer, async (line) => {
        // Nobody slows a stream down that nobody reads: it might never let go of the thread.
        if (!connection.isOpen) throw new Error("the processor is gone");
        connection.send(line);
        await connection.drained();
      });
      connection.send(metricOf(performance.now() - began));
    } catch (error) {
      // In the middle of a stream a reply says that it failed.
      connection.send(`r${replyOf(errorAnswer(error))}`);
    }
  };

  const finish = (answer: Answer, began: number): Promise<void> | undefined => {
    if (isStream(answer)) return stream(answer, began);
    reply(answer as WholeAnswer, began);
    return undefined;
  };

  const serveOne = (wire: WireEvent): Promise<void> | undefined => {
    const admitted = admit(wire);
    if (admitted === "refuse") connection.send(`r${replyOf(terminating)}`);
    if (admitted !== "serve") return undefined;
    const began = performance.now();
    const answer = answerEvent(scope, wire);
    return answer instanceof Promise ? answer.then((settled) => finish(settled, began)) : finish(answer, began);
  };

  const answersOf = async (wires: readonly WireEvent[]): Promise<readonly WholeAnswer[]> => {
    const answers = scope.fn.batch
      ? await answerBatch(scope, wires)
      : await Promise.all(wires.map(async (wire) => answerEvent(scope, wire, wire.id)));
    return Promise.all(answers.map((answer) => wholeAnswer(answer).catch(errorAnswer)));
  };

  const serveBatch = async (wires: readonly WireEvent[]): Promise<void> => {
    const admitted = admit(wires[0]);
    if (admitted === "drop") return;
    const began = performance.now();
    const answers = admitted === "refuse" ? wires.map(() => terminating) : await answersOf(wires);
    connection.send(metricOf(performance.now() - began));
    // Each names its event; the processor waits for all of them.
    connection.send(`r[${answers.map((answer, index) => anyReplyOf(answer, wires[index]?.id ?? "")).join()}]`);
  };

  return (frame) => {
    try {
      const message = decode(frame);
      return Array.isArray(message) ? serveBatch(message) : serveOne(message as WireEvent);
    } catch (error) {
      broken(error);
      return undefined;
    }
  };
};
