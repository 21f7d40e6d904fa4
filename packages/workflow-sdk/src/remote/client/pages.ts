import { decodePayloads, PayloadConverter } from "@millrace/protocol/payload";
import type { common } from "@millrace/protocol/temporal";
import type { CountResult } from "../../list-options.ts";

export interface Page<Entry> {
  readonly entries: readonly Entry[];
  /** Empty after the last. */
  readonly nextPageToken: Uint8Array;
}

/** All entries of a list. A page may be empty, and others follow all the same. */
export async function* allPages<Entry>(
  fetchPage: (token: Uint8Array) => Promise<Page<Entry>>,
): AsyncGenerator<Entry, void> {
  let token: Uint8Array = new Uint8Array();
  do {
    const { entries, nextPageToken } = await fetchPage(token);
    yield* entries;
    token = nextPageToken;
  } while (token.length > 0);
}

/** What servers answer to counts of all kinds. */
interface CountResponse {
  readonly count: bigint;
  readonly groups: readonly { readonly groupValues: common.Payload[]; readonly count: bigint }[];
}

/** The values of groups are search attributes, which no codec touches. */
export async function countResultOf({ count, groups }: CountResponse): Promise<CountResult> {
  const read = groups.map(async (group) => ({
    values: await decodePayloads(PayloadConverter.default, group.groupValues),
    count: Number(group.count),
  }));
  return { count: Number(count), groups: await Promise.all(read) };
}
