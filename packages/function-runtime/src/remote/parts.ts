/** How large parts begin; what is no larger goes in one request. Stores want at least 5 MiB. */
export const partBytes: number = 16 * 2 ** 20;

/** Stores take at most 10,000 parts: after so many they become larger. */
const partsOfOneSize = 1000;

export interface Part {
  readonly bytes: Uint8Array;
  readonly isLast: boolean;
}

/** Cuts content of unknown length into parts; at least one, which may be empty. */
export async function* partsOf(content: AsyncIterable<Uint8Array> | Uint8Array): AsyncGenerator<Part> {
  let number = 0;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  const source = content instanceof Uint8Array ? [content] : content;
  for await (const chunk of source) {
    let rest = chunk;
    while (rest.byteLength > 0) {
      const size = partBytes * (1 + Math.floor(number / partsOfOneSize));
      // A full part waits for a byte after it: the last one is told apart.
      if (heldBytes === size) {
        yield { bytes: joined(held), isLast: false };
        number++;
        held = [];
        heldBytes = 0;
        continue;
      }
      const taken = rest.subarray(0, size - heldBytes);
      held.push(taken);
      heldBytes += taken.byteLength;
      rest = rest.subarray(taken.byteLength);
    }
  }
  yield { bytes: joined(held), isLast: true };
}

/** A copy: the source may use its buffer again. */
const joined = (chunks: readonly Uint8Array[]): Uint8Array => Buffer.concat(chunks);
