import { forward } from "./forward.ts";
import { startFront } from "./front.ts";

/** What stands before a server and tells its callers to connect anew. */
export interface GoingAway extends AsyncDisposable {
  readonly address: string;
  /** Calls that are open go on; no new one is taken on these connections. */
  goAway(): void;
}

export const goingAway = async (server: string): Promise<GoingAway> => {
  const front = await startFront(server, ({ behind, stream, headers }) => forward(behind, stream, headers));
  return {
    address: front.address,
    goAway() {
      // Sends GOAWAY, and ends each session when its calls have.
      for (const session of front.sessions) session.close();
    },
    [Symbol.asyncDispose]: () => front[Symbol.asyncDispose](),
  };
};
