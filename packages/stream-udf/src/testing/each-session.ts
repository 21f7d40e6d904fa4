import type { DescMessage } from "@bufbuild/protobuf";
import { EachStream } from "../embedded/engine/each-stream.ts";
import type { EachWire } from "../embedded/engine/each-wire.ts";
import type { ReachedServer } from "../embedded/engine/reach-server.ts";
import { OutgoingMaker, type EngineMessage } from "./engine-message.ts";
import type { Answered } from "./engines.ts";
import type { SessionOptions } from "./mini-engine.ts";
import { Session } from "./session.ts";

/** A mini engine for maps and source transforms. */
export class EachSession<
  Kind extends "map" | "sourceTransform",
  I extends DescMessage,
  O extends DescMessage,
  Answer,
> extends Session {
  readonly kind: Kind;
  readonly #wire: EachWire<I, O, Answer>;
  readonly #window: number;

  constructor(kind: Kind, wire: EachWire<I, O, Answer>, server: ReachedServer, options: SessionOptions) {
    super(kind, server, options);
    this.kind = kind;
    this.#wire = wire;
    this.#window = options.window;
  }

  async send(messages: Iterable<EngineMessage>): Promise<readonly Answered<Answer>[]> {
    const answered: Answered<Answer>[] = [];
    const stream = await EachStream.open(this.#wire, this.settings);
    try {
      const outgoing = new OutgoingMaker().all(messages);
      await stream.stream(outgoing, this.#window, ({ id }, results) => answered.push({ id, results }));
      await stream.close(this.ending);
    } finally {
      stream.cancel();
    }
    return answered;
  }
}
