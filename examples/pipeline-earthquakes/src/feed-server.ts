import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

/** The earthquake service of this story, on a free port of this machine. */
export interface FeedServer extends AsyncDisposable {
  readonly feedUrl: string;
  /** Status codes that it answered, in order, by kind of request. */
  readonly answers: { readonly feed: readonly number[]; readonly detail: readonly number[] };
  /** Most requests that it had to serve at the same time. */
  readonly busiest: () => number;
}

export interface FeedServerOptions {
  /** How long a request takes, so that two of them can meet. Default: five milliseconds. */
  readonly moment?: () => Promise<unknown>;
}

/** The service refuses a third request while it serves two. */
const capacity = 2;

interface Feature {
  readonly id: string;
}

const send = (response: ServerResponse, status: number, body: string): void => {
  response.writeHead(status, { "content-type": "application/geo+json" }).end(body);
};

/**
 * Serves the week's records as the real service does: all of them in one feed, and each by its id. Like a service that
 * has just been restarted it answers the first request with 503, and it answers 429 to who asks too much at once.
 */
export async function startFeedServer(text: string, options: FeedServerOptions = {}): Promise<FeedServer> {
  const { moment = () => sleep(5) } = options;
  const { features } = JSON.parse(text) as { readonly features: readonly Feature[] };
  const byId = new Map(features.map((feature) => [feature.id, feature]));
  const feed: number[] = [];
  const detail: number[] = [];
  let serving = 0;
  let busiest = 0;

  const answer = (path: string): readonly [number[], number, string] => {
    if (path === "/all_week.geojson") return feed.length === 0 ? [feed, 503, "starting"] : [feed, 200, text];
    const found = byId.get(/^\/detail\/(?<id>\w+)\.geojson$/.exec(path)?.groups?.["id"] ?? "");
    return found === undefined ? [detail, 404, "unknown"] : [detail, 200, JSON.stringify(found)];
  };
  const serve = async (path: string, response: ServerResponse): Promise<void> => {
    const [log, status, body] = answer(path);
    serving += 1;
    busiest = Math.max(busiest, serving);
    const finalStatus = serving > capacity ? 429 : status;
    log.push(finalStatus);
    await moment();
    serving -= 1;
    send(response, finalStatus, body);
  };

  const server = createServer((request, response) => void serve(request.url ?? "/", response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    feedUrl: `http://127.0.0.1:${port}/all_week.geojson`,
    answers: { feed, detail },
    busiest: () => busiest,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
