import type { MapAnswer } from "../answer.ts";
import type { ReachedServer } from "../embedded/engine/reach-server.ts";
import { ReduceStream } from "../embedded/engine/reduce-stream.ts";
import { EventTime } from "../event-time.ts";
import { OutgoingMaker } from "./engine-message.ts";
import type { EngineWindow, ReduceEngine } from "./engines.ts";
import type { SessionOptions } from "./mini-engine.ts";
import { Session } from "./session.ts";

/** A mini engine for reduces. */
export class ReduceSession extends Session implements ReduceEngine {
  readonly kind = "reduce";

  constructor(server: ReachedServer, options: SessionOptions) {
    super("reduce", server, options);
  }

  send(windows: Iterable<EngineWindow>): Promise<readonly (readonly MapAnswer[])[]> {
    return Promise.all(Array.from(windows, (window) => this.#one(window)));
  }

  async #one({ start, end, messages }: EngineWindow): Promise<readonly MapAnswer[]> {
    const stream = new ReduceStream(EventTime.instantOf(start), EventTime.instantOf(end), this.settings);
    try {
      for (const message of new OutgoingMaker().all(messages)) await stream.append(message);
      return await stream.finish();
    } finally {
      stream.cancel();
    }
  }
}
