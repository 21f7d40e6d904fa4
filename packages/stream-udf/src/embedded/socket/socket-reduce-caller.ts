import type { MapAnswer } from "../../answer.ts";
import type { ReduceCaller, Window, WindowCaller } from "../caller.ts";
import { within, type HandlerLimit } from "../direct/handler-limit.ts";
import type { StreamSettings } from "../engine/engine-stream.ts";
import { ReduceStream } from "../engine/reduce-stream.ts";
import { instantOfMs, type Flowing } from "../flowing.ts";
import { asHandlerError } from "./handler-error.ts";

/** Opens a call for each window, as the engine does. */
export class SocketReduceCaller implements ReduceCaller {
  readonly #settings: StreamSettings;
  readonly #limit: HandlerLimit;

  /** @param limit how long a server that reads no further is waited for: its handlers do not read */
  constructor(settings: StreamSettings, limit: HandlerLimit) {
    this.#settings = settings;
    this.#limit = limit;
  }

  open({ startMs, endMs }: Window): WindowCaller {
    const stream = new ReduceStream(instantOfMs(startMs), instantOfMs(endMs), this.#settings);
    return new SocketWindow(stream, this.#limit);
  }
}

class SocketWindow implements WindowCaller {
  readonly #stream: ReduceStream;
  readonly #limit: HandlerLimit;
  #sent: Promise<void> | undefined;

  constructor(stream: ReduceStream, limit: HandlerLimit) {
    this.#stream = stream;
    this.#limit = limit;
  }

  add(message: Flowing): void {
    this.#sent = this.#stream.append(message);
  }

  ready(): Promise<void> | undefined {
    return this.#sent && within(this.#limit, this.#sent).catch(asHandlerError);
  }

  close(): Promise<readonly MapAnswer[]> {
    return this.#stream.finish().catch(asHandlerError);
  }

  discard(): void {
    this.#stream.cancel();
  }
}
