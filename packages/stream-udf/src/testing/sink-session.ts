import type { SinkAnswer } from "../answer.ts";
import { violation } from "../embedded/engine/call-failure.ts";
import type { ReachedServer } from "../embedded/engine/reach-server.ts";
import { SinkStream } from "../embedded/engine/sink-stream.ts";
import { checkResponses } from "../internal/check-responses.ts";
import { messageOf } from "../internal/message-of.ts";
import type { Outgoing } from "../wire/engine/request.ts";
import { OutgoingMaker, type EngineMessage } from "./engine-message.ts";
import type { SinkEngine } from "./engines.ts";
import type { SessionOptions } from "./mini-engine.ts";
import { Session } from "./session.ts";

/** A mini engine for sinks. */
export class SinkSession extends Session implements SinkEngine {
  readonly kind = "sink";

  constructor(server: ReachedServer, options: SessionOptions) {
    super("sink", server, options);
  }

  async send(batches: Iterable<readonly EngineMessage[]>): Promise<readonly (readonly SinkAnswer[])[]> {
    const answers: (readonly SinkAnswer[])[] = [];
    const maker = new OutgoingMaker();
    const stream = await SinkStream.open(this.settings);
    try {
      for (const messages of batches) {
        const batch = [...maker.all(messages)];
        const given = await stream.exchange(batch);
        checkAnswers(batch, given);
        answers.push(given);
      }
      await stream.close(this.ending);
    } finally {
      stream.cancel();
    }
    return answers;
  }
}

/** The engine demands exactly one answer for each message. */
function checkAnswers(batch: readonly Outgoing[], answers: readonly SinkAnswer[]): void {
  try {
    checkResponses(batch, answers);
  } catch (error) {
    throw violation("a sink", messageOf(error), error);
  }
}
