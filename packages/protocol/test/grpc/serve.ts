import type { ServiceImpl } from "@connectrpc/connect";
import {
  connectNode,
  createGrpcServer,
  type GrpcAddress,
  type GrpcServer,
  type GrpcServerOptions,
} from "@millrace/protocol/grpc";
import { tempSocket } from "@millrace/protocol/testing";
import { EchoService } from "./echo-service.ts";

/** Gives back what it gets; the count says how often, or is summed up. */
export const echo: ServiceImpl<typeof EchoService> = {
  unary: (note) => note,
  async *serverStream({ text, data, count }) {
    for (let index = 0; index < count; index++) yield { text, data, count: index };
  },
  async clientStream(notes) {
    let count = 0;
    let text = "";
    for await (const note of notes) {
      count += note.count;
      text += note.text;
    }
    return { count, text };
  },
  async *bidi(notes) {
    yield* notes;
  },
};

export interface Served extends AsyncDisposable {
  readonly server: GrpcServer;
  readonly address: GrpcAddress;
  /** The path of the socket; "" on TCP. */
  readonly path: string;
}

type ServeOptions = Omit<Partial<GrpcServerOptions>, "routes"> & { readonly tcp?: boolean };

/** Serves the test service at a socket of its own, or on a free port. */
export async function serve(
  handlers: Partial<ServiceImpl<typeof EchoService>>,
  options: ServeOptions = {},
): Promise<Served> {
  const { tcp = false, ...rest } = options;
  const socket = await tempSocket();
  const server = createGrpcServer({
    listen: tcp ? { port: 0 } : { path: socket.path },
    routes: (router) => router.service(EchoService, handlers),
    graceMs: 0,
    ...rest,
  });
  const { address } = await server.start();
  return {
    server,
    address,
    path: "path" in address ? address.path : "",
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await socket[Symbol.asyncDispose]();
    },
  };
}

/** For `describe.each`: the name of an implementation, and the option that chooses it. */
export const implementations: readonly (readonly [name: string, options: Pick<GrpcServerOptions, "implementation">])[] =
  [
    ["millrace", {}],
    ["connect-node", { implementation: connectNode() }],
  ];

/** What connect-node gets wrong. */
const knownFailures = {
  "large status": "sends headers of any size, which breaks the call",
  "trailers only": "sends headers and trailers in two frames, between which a peer may stop sending",
  "early end":
    "neither reads on nor resets the stream of a call that it refused, so that large messages block the peer",
  "unknown flags": "takes a message with unknown flags for one without",
  "canceled requests": "ends them in ERR_STREAM_PREMATURE_CLOSE of Node",
} as const;

/** Options of a test that connect-node fails: there it runs inverted, so that we hear of it when that changes. */
export function knownFailure(implementation: string, failure: keyof typeof knownFailures): { fails?: true } {
  return implementation === "connect-node" && failure in knownFailures ? { fails: true } : {};
}
