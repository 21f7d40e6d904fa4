import type { MessageShape } from "@bufbuild/protobuf";
import { type map, type reduce, sink } from "@millrace/protocol/numaflow";

/** Numaflow's protocol by hand, as connect's handlers: what one writes without an SDK. */
export async function* mapFn(
  requests: AsyncIterable<MessageShape<typeof map.MapRequestSchema>>,
): AsyncGenerator<object> {
  for await (const { id, request, handshake } of requests) {
    if (request === undefined) yield { handshake };
    else yield { id, results: [{ keys: request.keys, value: request.value }] };
  }
}

export async function* sinkFn(
  requests: AsyncIterable<MessageShape<typeof sink.SinkRequestSchema>>,
): AsyncGenerator<object> {
  let results: object[] = [];
  for await (const { request, handshake, status } of requests) {
    if (handshake !== undefined) yield { handshake };
    else if (request !== undefined) results.push({ id: request.id, status: sink.Status.SUCCESS });
    if (status?.eot !== true) continue;
    yield { results };
    yield { status };
    results = [];
  }
}

export async function* reduceFn(
  requests: AsyncIterable<MessageShape<typeof reduce.ReduceRequestSchema>>,
): AsyncGenerator<object> {
  const counts = new Map<string, number>();
  let window: object | undefined;
  for await (const { payload, operation } of requests) {
    window = operation?.windows[0];
    const key = payload?.keys[0] ?? "";
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  for (const [key, count] of counts) yield { window, result: { keys: [key], value: Buffer.from(String(count)) } };
  yield { window, EOF: true };
}

export const isReady = (): object => ({ ready: true });
