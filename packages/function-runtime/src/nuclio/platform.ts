import { FunctionError } from "../errors.ts";

/** Where in a stream an event is. Events have all three. */
export interface StreamPosition {
  readonly topic: string;
  /** Of an event that came by HTTP or from an old stream: the name of the stream, if `topic` is empty. */
  readonly path?: string;
  readonly shardId: number;
  readonly offset: number;
}

type Callback = () => unknown;

/** What a function asks of the platform that runs it, by the names of Nuclio's SDK. */
export interface NuclioPlatform {
  /** `"local"` or `"kube"`; empty with runtime nodejs, whose protocol does not tell. */
  readonly kind: string;
  readonly namespace: string;
  /**
   * Acknowledges an event of a stream whose trigger has `explicitAckMode`.
   *
   * @throws `FUNCTION_NUCLIO_CONTROL` with runtime nodejs, whose protocol has no control socket
   */
  explicitAck(position: StreamPosition): Promise<void>;
  /** Called when partitions move to another worker: events are dropped until then. The last callback given counts. */
  setDrainCallback(callback: Callback): void;
  /** Called before the worker ends; it is waited for, {@link terminationLimitMs} at most. The last one given counts. */
  setTerminationCallback(callback: Callback): void;
}

/** The processor's own patience: `workerTerminationTimeout`. */
export const terminationLimitMs = 10_000;

/** Sends a message over the control socket; resolves when it is on its way. */
export type SendControl = (kind: string, attributes: Readonly<Record<string, unknown>>) => Promise<void>;

export class WorkerPlatform implements NuclioPlatform {
  readonly kind: string;
  readonly namespace: string;
  control: SendControl | undefined;
  #drain: Callback | undefined;
  #termination: Callback | undefined;

  constructor({ kind, namespace }: Pick<NuclioPlatform, "kind" | "namespace">) {
    this.kind = kind;
    this.namespace = namespace;
  }

  async explicitAck({ topic, path = "", shardId, offset }: StreamPosition): Promise<void> {
    if (this.control === undefined) {
      throw new FunctionError(
        "FUNCTION_NUCLIO_CONTROL",
        "there is no control socket: explicitAck needs runtime python",
      );
    }
    await this.control("streamMessageAck", { topic: topic === "" ? path : topic, partition: shardId, offset });
  }

  setDrainCallback(callback: Callback): void {
    this.#drain = callback;
  }

  setTerminationCallback(callback: Callback): void {
    this.#termination = callback;
  }

  async drained(): Promise<void> {
    await this.#drain?.();
  }

  /** Once: a callback that has run is forgotten. */
  async terminated(): Promise<void> {
    const callback = this.#termination;
    this.#termination = undefined;
    await callback?.();
  }
}
