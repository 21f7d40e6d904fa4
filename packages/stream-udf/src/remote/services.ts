import type { ConnectRouter } from "@connectrpc/connect";
import type { AddStream } from "@millrace/protocol/grpc";
import { map, reduce, sink, sourceTransformer } from "@millrace/protocol/numaflow";
import type { Component, MapComponent, SourceTransformComponent } from "../component.ts";
import { LazyDatum } from "../datum.ts";
import type { Message } from "../message.ts";
import type { MessageT } from "../message-t.ts";
import { mapHandshake, mapResponse } from "../wire/map.ts";
import { sourceTransformHandshake, sourceTransformResponse } from "../wire/source-transform.ts";
import type { CallSettings } from "./call-scope.ts";
import { ReduceStream } from "./reduce-stream.ts";
import { SinkStream } from "./sink-stream.ts";
import { UnaryStream, type UnaryProtocol } from "./unary-stream.ts";

/** Adds the data stream of a component's service. */
export function addStream(add: AddStream, component: Component, settings: CallSettings): void {
  switch (component.kind) {
    case "map": {
      const protocol = mapProtocol(component);
      return add(map.Map.method.mapFn, (call) => new UnaryStream(protocol, call, settings));
    }
    case "sourceTransform": {
      const protocol = sourceTransformProtocol(component);
      const { sourceTransformFn } = sourceTransformer.SourceTransform.method;
      return add(sourceTransformFn, (call) => new UnaryStream(protocol, call, settings));
    }
    case "reduce":
      return add(reduce.Reduce.method.reduceFn, (call) => new ReduceStream(component, call, settings));
    case "sink":
      return add(sink.Sink.method.sinkFn, (call) => new SinkStream(component, call, settings));
  }
}

const services = {
  map: map.Map,
  sourceTransform: sourceTransformer.SourceTransform,
  reduce: reduce.Reduce,
  sink: sink.Sink,
} as const;

/** Adds the rest of its service: it is ready as soon as it answers. */
export function addReadiness(router: ConnectRouter, { kind }: Component): void {
  router.service(services[kind], { isReady: () => ({ ready: true }) });
}

const mapProtocol = (
  component: MapComponent,
): UnaryProtocol<map.MapRequest, map.MapRequest_Request, map.MapResponse, Message> => ({
  isHandshake: ({ handshake }) => handshake?.sot === true,
  handshake: mapHandshake,
  payloadOf: ({ request }) => request,
  handle: (payload, call) => component.handle(payload.keys, new LazyDatum(payload), call),
  respond: ({ id }, _payload, messages) => mapResponse(id, messages),
});

type TransformRequest = sourceTransformer.SourceTransformRequest;
type TransformPayload = sourceTransformer.SourceTransformRequest_Request;
type TransformResponse = sourceTransformer.SourceTransformResponse;

const sourceTransformProtocol = (
  component: SourceTransformComponent,
): UnaryProtocol<TransformRequest, TransformPayload, TransformResponse, MessageT> => ({
  isHandshake: ({ handshake }) => handshake?.sot === true,
  handshake: sourceTransformHandshake,
  payloadOf: ({ request }) => request,
  handle: (payload, call) => component.handle(payload.keys, new LazyDatum(payload), call),
  respond: (_request, payload, messages) => sourceTransformResponse(payload, messages),
});
