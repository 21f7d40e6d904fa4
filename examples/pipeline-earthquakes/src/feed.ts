/** What the service said instead of giving data. */
export class FeedError extends Error {
  override readonly name: "FeedBusy" | "FeedRefused";
  readonly status: number;

  constructor(url: string, status: number) {
    super(`${url} answered ${status}`);
    this.status = status;
    this.name = status === 429 || status >= 500 ? "FeedBusy" : "FeedRefused";
  }
}

/**
 * The text behind a URL.
 *
 * @throws FeedError `FeedBusy` when it is worth to ask again, `FeedRefused` when it is not
 */
export async function fetchText(url: string, signal: AbortSignal): Promise<string> {
  const response = await fetch(url, { signal });
  if (response.ok) return response.text();
  await response.body?.cancel();
  throw new FeedError(url, response.status);
}

/** Where the service has the details of one event. */
export const detailUrl = (feedUrl: string, id: string): string => new URL(`detail/${id}.geojson`, feedUrl).href;

/** What people noticed of an earthquake. */
export interface Impact {
  readonly id: string;
  /** Number of people who told the service that they felt it. */
  readonly felt: number;
  /** Estimated effect: green, yellow, orange or red; absent when nobody estimated it. */
  readonly alert: string | undefined;
  readonly tsunami: boolean;
}

/** Reads the detail record of one event. */
export function impactOf(id: string, text: string): Impact {
  const { properties } = JSON.parse(text) as {
    readonly properties: { readonly felt: number | null; readonly alert: string | null; readonly tsunami: number };
  };
  const { felt, alert, tsunami } = properties;
  return { id, felt: felt ?? 0, alert: alert ?? undefined, tsunami: tsunami === 1 };
}
