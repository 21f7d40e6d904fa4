import { create, ScalarType } from "@bufbuild/protobuf";
import type { DescField, DescMessage, Message, UnknownField } from "@bufbuild/protobuf";
import { isWrapperDesc } from "@bufbuild/protobuf/wkt";
import fc from "fast-check";
import { seededRandom, type SeededRandom } from "../../src/testing/seeded-random.ts";

/** Any message of a type, built from its descriptor. A seed says all about it. */
export const arbitraryMessage = (descriptor: DescMessage): fc.Arbitrary<Message> =>
  fc.nat().map((seed) => new Builder(seededRandom(seed)).message(descriptor, 0));

const deepest = 4;

const texts = ["", "\uFEFFmark", "\uFFFD", "lone \uD800", "__proto__", "käse", "日本語", "😀".repeat(9)];
const letters = "abcdefghijklmnopqrstuvwxyz-0123456789".split("");

class Builder {
  readonly #random: SeededRandom;
  /** As many fields are set at most: a recursive type has no end otherwise. */
  #left: number;

  constructor(random: SeededRandom) {
    this.#random = random;
    this.#left = random.pick([5, 50, 200]);
  }

  message(descriptor: DescMessage, depth: number): Message {
    const message = create(descriptor);
    const place = message as unknown as Record<string, unknown>;
    const density = this.#random.next();
    for (const member of descriptor.members) {
      if (this.#random.next() > density || this.#left-- <= 0) continue;
      const field = member.kind === "oneof" ? this.#random.pick(member.fields) : member;
      const value = this.#value(field, depth);
      if (value !== undefined) {
        place[member.localName] = member.kind === "oneof" ? { case: field.localName, value } : value;
      }
    }
    if (this.#random.next() < 0.1) message.$unknown = this.#times(1, 3, () => this.#unknownField());
    return message;
  }

  #value(field: DescField, depth: number): unknown {
    if (field.message !== undefined && depth >= deepest) return undefined;
    switch (field.fieldKind) {
      case "list":
        return this.#times(0, depth === 0 ? 6 : 2, () => this.#item(field, depth));
      case "map": {
        const entries = this.#times(0, 3, (): [string, unknown] => [
          String(this.#scalar(field.mapKey)),
          this.#item(field, depth),
        ]);
        return Object.fromEntries(entries);
      }
      case "message": {
        const value = this.#item(field, depth);
        const unwrapped = field.oneof === undefined && isWrapperDesc(field.message);
        return unwrapped ? (value as { value: unknown }).value : value;
      }
      case "enum":
      case "scalar":
        return this.#item(field, depth);
    }
  }

  #item(field: DescField, depth: number): unknown {
    if (field.message !== undefined) return this.message(field.message, depth + 1);
    // A number that has no name is as good as the others.
    if (field.enum !== undefined) return this.#random.pick([...field.enum.values.map(({ number }) => number), 77, -77]);
    const value = this.#scalar((field as { scalar: ScalarType }).scalar);
    return "longAsString" in field && field.longAsString ? String(value) : value;
  }

  #scalar(type: ScalarType): unknown {
    switch (type) {
      case ScalarType.DOUBLE:
        return this.#random.pick([0, -0, 1, -1.5, Number.NaN, Number.POSITIVE_INFINITY, 5e-324, this.#random.next()]);
      case ScalarType.FLOAT:
        return Math.fround(
          this.#random.pick([0, -0, 1, -1.5, Number.NaN, Number.NEGATIVE_INFINITY, 3e38, this.#random.next()]),
        );
      case ScalarType.BOOL:
        return this.#random.next() < 0.5;
      case ScalarType.STRING:
        return this.#text();
      case ScalarType.BYTES:
        return this.#random.bytes(this.#random.int(0, this.#random.pick([3, 20, 300])));
      case ScalarType.INT32:
      case ScalarType.SINT32:
      case ScalarType.SFIXED32:
        return this.#integer(32) | 0;
      case ScalarType.UINT32:
      case ScalarType.FIXED32:
        return this.#integer(32);
      case ScalarType.INT64:
      case ScalarType.SINT64:
      case ScalarType.SFIXED64:
        return BigInt.asIntN(64, this.#long());
      case ScalarType.UINT64:
      case ScalarType.FIXED64:
        return this.#long();
    }
  }

  #text(): string {
    if (this.#random.next() < 0.2) return this.#random.pick(texts);
    // Around the lengths at which a codec goes another way.
    const plain = this.#times(0, this.#random.pick([4, 20, 40, 300]), () => this.#random.pick(letters)).join("");
    return this.#random.next() < 0.8 ? plain : plain + this.#random.pick(texts);
  }

  /** Of any length: small ones are as frequent as large ones. */
  #integer(bits: number): number {
    return Math.floor(this.#random.next() * 2 ** Math.ceil(this.#random.next() * bits));
  }

  #long(): bigint {
    const long = (BigInt(this.#integer(32)) << 32n) | BigInt(this.#integer(32));
    return this.#random.pick([
      0n,
      1n,
      (1n << 53n) - 1n,
      1n << 53n,
      (1n << 63n) - 1n,
      1n << 63n,
      (1n << 64n) - 1n,
      long,
      long,
    ]);
  }

  /** One that no contract has, as it is kept: a varint, eight bytes, a text, a group, four bytes. */
  #unknownField(): UnknownField {
    const contents = [
      [0, 0x80, 0x01],
      [1, 1, 2, 3, 4, 5, 6, 7, 8],
      [2, 2, 0x68, 0x69],
      [5, 1, 2, 3, 4],
    ] as const;
    const [wireType, ...data] = this.#random.pick<readonly [number, ...number[]]>(contents);
    return { no: 400_000_000 + this.#integer(20), wireType, data: new Uint8Array(data) };
  }

  #times<T>(least: number, most: number, make: () => T): T[] {
    return Array.from({ length: this.#random.int(least, most) }, make);
  }
}
