import { describe, expect } from "vitest";
import { connectNode, type GrpcTransportOptions } from "@millrace/protocol/grpc";

interface Implementation {
  readonly name: string;
  readonly options: Pick<GrpcTransportOptions, "implementation">;
  /** Titles of tests that are known to fail with it, and why. They are run, and must fail. */
  readonly knownFailures: Readonly<Record<string, string>>;
}

const implementations: readonly Implementation[] = [
  { name: "our own transport", options: {}, knownFailures: {} },
  {
    name: "connect-node's transport",
    options: { implementation: connectNode() },
    knownFailures: {
      "a status in headers counts if nothing follows, though the server has not said so": "takes it where data follow",
      "another codec": "reads it",
      "unknown flags": "ignores them",
      "gzip that is none": "invalid_argument",
      "a torn envelope": "invalid_argument",
      "a torn prefix": "invalid_argument",
      "a torn envelope ends a stream with internal, after the messages before it": "invalid_argument",
      "a status that does not exist": "internal",
      "a reset that asks for calm": "internal",
      "cancels a call that waits for a connection": "never waits for one",
      "counts the time before there is a connection": "never waits for one",
      "goes over the wire: the call's own, else the transport's, else none": "sends more digits than gRPC knows",
      "checks the name it is told to, and calls the server by it": "says the port too",
      "refuses a certificate that nobody vouches for, unless told otherwise": "internal",
      "shows the client's certificate to servers that ask for one": "says the port too",
      "is unavailable where the server speaks none, or no HTTP/2": "internal",
      "is unavailable to a client without TLS": "canceled",
    },
  },
];

export interface Client {
  /** What the transport is made with. */
  readonly options: Implementation["options"];
  /** Options of the test of this title: inverted, if it is known to fail. */
  readonly known: (title: string) => { readonly fails?: true };
  /** Matches the wording of our own errors; any text of others. */
  readonly wording: (pattern: RegExp) => unknown;
}

/** Runs the same tests with each implementation of the client. */
export function forEachClient(define: (client: Client) => void): void {
  describe.each(implementations)("$name", ({ options, knownFailures }) => {
    const own = options.implementation === undefined;
    define({
      options,
      known: (title) => (title in knownFailures ? { fails: true } : {}),
      wording: (pattern) => (own ? expect.stringMatching(pattern) : expect.any(String)),
    });
  });
}
