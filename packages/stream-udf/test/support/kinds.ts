import { map, reduce, sink, sourceTransformer } from "@millrace/protocol/numaflow";
import type { StatusObject } from "@grpc/grpc-js";
import {
  Message,
  MessageT,
  Response,
  type ComponentKind,
  type HandlerCall,
  type UdfComponents,
} from "../../src/index.ts";
import type { Engine } from "./engine.ts";

/** What a handler does with a value before it gives it back. */
export type Act = (value: Uint8Array, call: HandlerCall) => void | Promise<void>;

/** A call of some kind, reduced to what all kinds have in common. */
export interface KindCall {
  readonly status: Promise<StatusObject>;
  send(value: Uint8Array): void;
  /** Asks for the answers: ends the batch of a sink, closes the window of a reduce. */
  flush(): void;
  halfClose(): void;
  cancel(): void;
  /** The value of the next answer, for a sink the id; `undefined` at the end of the call. */
  answer(): Promise<string | undefined>;
}

export interface KindCase {
  readonly kind: ComponentKind;
  readonly socket: string;
  readonly serverInfo: string;
  readonly service: { readonly method: { readonly isReady: typeof map.Map.method.isReady } };
  /** The first bytes of a call and of its answer; absent where a kind has no handshake. */
  readonly handshake?: { readonly request: string; readonly response: string };
  readonly path: string;
  readonly components: (act: Act) => UdfComponents;
  readonly open: (engine: Engine) => KindCall;
}

const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();
const window = { start: { seconds: 60n }, end: { seconds: 120n }, slot: "0" };

/** Gives the answer after the handler's act, synchronously if the act is synchronous. */
const after = <T>(done: void | Promise<void>, result: () => T): T | Promise<T> =>
  done instanceof Promise ? done.then(result) : result();

const mapCase: KindCase = {
  kind: "map",
  socket: "map.sock",
  serverInfo: "mapper-server-info",
  service: map.Map,
  handshake: { request: "1a020801", response: "1a020801" },
  path: "/map.v1.Map/MapFn",
  components: (act) => ({
    map: {
      component: {
        kind: "map",
        handle: (keys, { value }, call) => after(act(value, call), () => [Message.toVtx(keys, value)]),
      },
    },
  }),
  open: (engine) => {
    const call = engine.open(map.Map.method.mapFn);
    let id = 0;
    call.send({ handshake: { sot: true } });
    return {
      status: call.status,
      send: (value) => call.send({ id: String(id++), request: { value } }),
      flush: () => undefined,
      halfClose: () => call.halfClose(),
      cancel: () => call.cancel(),
      answer: async () => {
        const answer = await call.receive();
        if (answer?.handshake !== undefined) return textOf((await call.receive())?.results[0]?.value);
        return answer && textOf(answer.results[0]?.value);
      },
    };
  },
};

const transformCase: KindCase = {
  kind: "sourceTransform",
  socket: "sourcetransform.sock",
  serverInfo: "sourcetransformer-server-info",
  service: sourceTransformer.SourceTransform as never,
  handshake: { request: "12020801", response: "1a020801" },
  path: "/sourcetransformer.v1.SourceTransform/SourceTransformFn",
  components: (act) => ({
    sourceTransform: {
      component: {
        kind: "sourceTransform",
        handle: (keys, { value, eventTime }, call) =>
          after(act(value, call), () => [MessageT.toVtx(keys, value, eventTime)]),
      },
    },
  }),
  open: (engine) => {
    const call = engine.open(sourceTransformer.SourceTransform.method.sourceTransformFn);
    let id = 0;
    call.send({ handshake: { sot: true } });
    return {
      status: call.status,
      send: (value) => call.send({ request: { id: String(id++), value } }),
      flush: () => undefined,
      halfClose: () => call.halfClose(),
      cancel: () => call.cancel(),
      answer: async () => {
        const answer = await call.receive();
        if (answer?.handshake !== undefined) return textOf((await call.receive())?.results[0]?.value);
        return answer && textOf(answer.results[0]?.value);
      },
    };
  },
};

const reduceCase: KindCase = {
  kind: "reduce",
  socket: "reduce.sock",
  serverInfo: "reducer-server-info",
  service: reduce.Reduce as never,
  path: "/reduce.v1.Reduce/ReduceFn",
  components: (act) => ({
    reduce: {
      component: {
        kind: "reduce",
        async handle(keys, datums, _metadata, call) {
          const messages: Message[] = [];
          for await (const { value } of datums) {
            await act(value, call);
            messages.push(Message.toVtx(keys, value));
          }
          return messages;
        },
      },
    },
  }),
  open: (engine) => {
    const call = engine.open(reduce.Reduce.method.reduceFn);
    return {
      status: call.status,
      send: (value) => call.send({ payload: { keys: ["k"], value }, operation: { event: 4, windows: [window] } }),
      flush: () => call.halfClose(),
      halfClose: () => call.halfClose(),
      cancel: () => call.cancel(),
      answer: async () => {
        const answer = await call.receive();
        return answer?.result && textOf(answer.result.value);
      },
    };
  },
};

const sinkCase: KindCase = {
  kind: "sink",
  socket: "sink.sock",
  serverInfo: "sinker-server-info",
  service: sink.Sink as never,
  handshake: { request: "1a020801", response: "12020801" },
  path: "/sink.v1.Sink/SinkFn",
  components: (act) => ({
    sink: {
      component: {
        kind: "sink",
        async handle(datums, call) {
          const responses: Response[] = [];
          for (const { id, value } of datums) {
            await act(value, call);
            responses.push(Response.asSuccess(id));
          }
          return responses;
        },
      },
    },
  }),
  open: (engine) => {
    const call = engine.open(sink.Sink.method.sinkFn);
    call.send({ handshake: { sot: true } });
    const ids: string[] = [];
    return {
      status: call.status,
      // The id is the value, if that is short: what comes back is the same for all kinds.
      send: (value) => call.send({ request: { id: textOf(value.subarray(0, 100)), value } }),
      flush: () => call.send({ status: { eot: true } }),
      halfClose: () => call.halfClose(),
      cancel: () => call.cancel(),
      answer: async () => {
        while (ids.length === 0) {
          const answer = await call.receive();
          if (answer === undefined) return undefined;
          ids.push(...answer.results.map(({ id }) => id));
        }
        return ids.shift();
      },
    };
  },
};

export const kinds: readonly KindCase[] = [mapCase, transformCase, reduceCase, sinkCase];

/** Test titles name the kind: `test.each(eachKind)("[G-1] %s …")`. */
export const eachKind: readonly (readonly [string, KindCase])[] = kinds.map((kind) => [kind.kind, kind]);

/** Those with a handshake. */
export const eachShaking: readonly (readonly [string, KindCase])[] = eachKind.filter(([, { handshake }]) => handshake);
