import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Clock, Logger } from "@millrace/protocol";
import type { MapAnswer, TransformAnswer } from "../../answer.ts";
import type { MapComponent, ReduceComponent, SinkComponent, SourceTransformComponent } from "../../component.ts";
import type { MakeUdfServer } from "../../spec-server.ts";
import type { UdfComponents, UdfServer } from "../../udf-server.ts";
import type { EachCaller, ReduceCaller, SinkCaller } from "../caller.ts";
import type { Callers } from "../callers.ts";
import { EachStream } from "../engine/each-stream.ts";
import { mapWire, sourceTransformWire, type EachWire } from "../engine/each-wire.ts";
import { endingOf } from "../engine/endings.ts";
import type { StreamSettings } from "../engine/engine-stream.ts";
import { reachServer, type ReachedServer } from "../engine/reach-server.ts";
import { SinkStream } from "../engine/sink-stream.ts";
import type { Part } from "../spec/plan.ts";
import { asHandlerError } from "./handler-error.ts";
import { SocketReduceCaller } from "./socket-reduce-caller.ts";
import type { DescMessage } from "@bufbuild/protobuf";

export interface SocketOptions {
  readonly makeServer: MakeUdfServer;
  /** Aborts when the run is over. */
  readonly signal: AbortSignal;
  readonly handlerTimeoutMs: number | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The engine's names for the containers of a vertex. */
const containerTypes: Readonly<Record<Exclude<Part["name"], "source">, string>> = {
  transformer: "transformer",
  udf: "udf",
  sink: "udsink",
  fallback: "fb-udsink",
  onSuccess: "ons-udsink",
};

/** A server is in this process: what takes longer than this hangs. A handler may take its time. */
const readyWithinMs = 10_000;

/** Serves each component in a directory of its own, as in a container, and reaches it through its socket. */
export class SocketCallers implements Callers {
  readonly #options: SocketOptions;
  readonly #closing: (() => Promise<unknown>)[] = [];

  constructor(options: SocketOptions) {
    this.#options = options;
  }

  map(part: Part, component: MapComponent, concurrency: number): Promise<EachCaller<MapAnswer>> {
    return this.#each(part, { map: { component } }, mapWire, concurrency);
  }

  transform(
    part: Part,
    component: SourceTransformComponent,
    concurrency: number,
  ): Promise<EachCaller<TransformAnswer>> {
    return this.#each(part, { sourceTransform: { component } }, sourceTransformWire, concurrency);
  }

  async reduce(part: Part, component: ReduceComponent): Promise<ReduceCaller> {
    const { handlerTimeoutMs: timeoutMs, clock } = this.#options;
    const server = await this.#reach(part, "reduce", { reduce: { component } });
    return new SocketReduceCaller(this.#settings(server), { timeoutMs, clock });
  }

  async sink(part: Part, component: SinkComponent): Promise<SinkCaller> {
    const server = await this.#reach(part, "sink", { sink: { component } });
    const stream = await SinkStream.open(this.#settings(server));
    this.#closing.push(async () => stream.cancel());
    return { call: (batch) => stream.exchange(batch).catch(asHandlerError) };
  }

  /** Calls first, then connections, servers and directories. */
  async [Symbol.asyncDispose](): Promise<void> {
    for (const close of this.#closing.toReversed()) await close();
  }

  async #each<I extends DescMessage, O extends DescMessage, Answer>(
    part: Part,
    components: UdfComponents,
    wire: EachWire<I, O, Answer>,
    concurrency: number,
  ): Promise<EachCaller<Answer>> {
    const kind = "map" in components ? "map" : "sourceTransform";
    const server = await this.#reach(part, kind, components, concurrency);
    const stream = await EachStream.open(wire, this.#settings(server));
    const ending = endingOf(server.info?.language, kind);
    // A server ends a call that is half-closed when its handlers are done, which may be never.
    this.#closing.push(async () => (stream.isIdle ? stream.close(ending).catch(() => undefined) : stream.cancel()));
    return { call: (batch) => stream.exchange(batch).catch(asHandlerError) };
  }

  async #reach(
    part: Part,
    kind: ReachedServer["kind"],
    components: UdfComponents,
    concurrency?: number,
  ): Promise<ReachedServer> {
    const { makeServer, handlerTimeoutMs, clock, logger, signal } = this.#options;
    const containerType = part.name === "source" ? "udsource" : containerTypes[part.name];
    // Short, because the path of a socket may be no longer than some hundred bytes.
    const directory = await mkdtemp(path.join(tmpdir(), "mr-"));
    this.#closing.push(() => rm(directory, { recursive: true, force: true }));
    const server = makeServer({
      ...components,
      directory,
      containerType,
      runtimeDirectory: path.join(directory, "runtime"),
      clock,
      logger,
      ...(concurrency !== undefined && { concurrency }),
      ...(handlerTimeoutMs !== undefined && { handlerTimeoutMs }),
    });
    this.#closing.push(() => closeServer(server));
    await server.start();
    const reached = await reachServer({
      kind,
      directory,
      containerType,
      address: undefined,
      serverInfoPath: undefined,
      timeoutMs: readyWithinMs,
      signal,
      clock,
    });
    this.#closing.push(async () => reached[Symbol.asyncDispose]());
    return reached;
  }

  #settings({ transport }: ReachedServer): StreamSettings {
    return { transport, timeoutMs: Infinity, clock: this.#options.clock };
  }
}

/** The failure of a handler has been told by the call already. */
async function closeServer(server: UdfServer): Promise<void> {
  await server.close({ graceMs: 0 });
}
