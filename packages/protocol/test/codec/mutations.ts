import fc from "fast-check";

type Change = (bytes: readonly number[], at: number, to: number) => readonly number[];

/** What happens to bytes on bad days. `at` and `to` are places, `at` first. */
const changes: Readonly<Record<string, Change>> = {
  cut: (bytes, at) => bytes.slice(0, at),
  drop: (bytes, at, to) => [...bytes.slice(0, at), ...bytes.slice(to)],
  // A field that comes twice, or a part of one.
  repeat: (bytes, at, to) => [...bytes.slice(0, to), ...bytes.slice(at)],
  append: (bytes, at, to) => [...bytes, ...bytes.slice(at, to)],
  raise: (bytes, at) => bytes.with(at, ((bytes[at] as number) + 1) & 0xff),
  lower: (bytes, at) => bytes.with(at, ((bytes[at] as number) + 255) & 0xff),
  flip: (bytes, at, to) => bytes.with(at, (bytes[at] as number) ^ (1 << (to & 7))),
  continue: (bytes, at) => bytes.with(at, (bytes[at] as number) | 0x80),
  fill: (bytes, at) => bytes.with(at, 0xff),
  insert: (bytes, at, to) => [...bytes.slice(0, at), to & 0xff, ...bytes.slice(at)],
  varint: (bytes, at, to) => [
    ...bytes.slice(0, at),
    ...Array.from({ length: to % 12 }, () => 0x80),
    ...bytes.slice(at),
  ],
};

const change = fc.record({ kind: fc.constantFrom(...Object.keys(changes)), at: fc.nat(), to: fc.nat() });

/** Bytes after one to three changes. */
export const mutated = (original: fc.Arbitrary<Uint8Array>): fc.Arbitrary<Uint8Array> =>
  fc.tuple(original, fc.array(change, { minLength: 1, maxLength: 3 })).map(([bytes, steps]) => {
    let current: readonly number[] = [...bytes];
    for (const { kind, at, to } of steps) {
      if (current.length === 0) break;
      const [first, last] = [at % current.length, to % current.length].toSorted((left, right) => left - right);
      current = (changes[kind] as Change)(current, first as number, last as number);
    }
    return new Uint8Array(current);
  });
