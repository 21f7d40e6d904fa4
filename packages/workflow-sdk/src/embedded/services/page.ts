import { invalidArgument } from "../service-errors.ts";

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextPageToken: Uint8Array;
}

/**
 * A page of a short list that does not change its order; the token is the index of the next item.
 *
 * @throws `invalid_argument` if the token is none of ours
 */
export function pageOf<T>(items: readonly T[], pageSize: number, token: Uint8Array): Page<T> {
  const text = new TextDecoder().decode(token);
  if (!/^\d*$/.test(text)) throw invalidArgument("invalid next_page_token: no list of this server gave it");
  const [start, end] = [Number(text), Number(text) + pageSize];
  const nextPageToken = new TextEncoder().encode(end < items.length ? String(end) : "");
  return { items: items.slice(start, end), nextPageToken };
}
