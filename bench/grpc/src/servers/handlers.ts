import type { MessageShape } from "@bufbuild/protobuf";
import type { map } from "@millrace/protocol/numaflow";

type Request = MessageShape<typeof map.MapRequestSchema>;

/** The map as connect's servers have it: an iterable in, an iterable out. */
export async function* mapFn(requests: AsyncIterable<Request>): AsyncGenerator<object> {
  for await (const { id, request, handshake } of requests) {
    if (request === undefined) yield { handshake };
    else yield { id, results: [{ keys: request.keys, value: request.value }] };
  }
}

export const isReady = (): object => ({ ready: true });
