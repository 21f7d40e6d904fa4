import { forward } from "./forward.ts";
import { startFront } from "./front.ts";

/** How often the connection of a method was cut. */
export interface Cuts {
  /** Before the server had the request. */
  requests: number;
  /** After the server had carried it out, and before the caller had the answer. */
  answers: number;
}

/** What stands before a server and cuts the connections of its callers, with each method in turn. */
export interface Cutting extends AsyncDisposable {
  readonly address: string;
  /** By the names of the methods. */
  readonly cuts: ReadonlyMap<string, Cuts>;
  /** From now on; before, everything passes. */
  begin(): void;
}

/** Cuts the first calls of every method: so many before the request, and so many before the answer. */
export const cutting = async (server: string, timesEach: number): Promise<Cutting> => {
  const cuts = new Map<string, Cuts>();
  let begun = false;
  const cutsOf = (path: string): Cuts => {
    const method = path.split("/").at(-1) ?? path;
    const known = cuts.get(method) ?? { requests: 0, answers: 0 };
    cuts.set(method, known);
    return known;
  };
  const front = await startFront(server, ({ behind, stream, headers }) => {
    if (!begun) return forward(behind, stream, headers);
    const known = cutsOf(headers[":path"] ?? "");
    if (known.requests < timesEach && known.requests <= known.answers) {
      known.requests++;
      stream.session?.destroy();
      return;
    }
    forward(behind, stream, headers, () => {
      if (known.answers >= timesEach || stream.destroyed) return false;
      known.answers++;
      stream.session?.destroy();
      return true;
    });
  });
  return {
    address: front.address,
    cuts,
    begin: () => void (begun = true),
    [Symbol.asyncDispose]: () => front[Symbol.asyncDispose](),
  };
};
