/** Encodes as the processor's library does: whole numbers in eight bytes, maps with 16-bit sizes, everything else short. */
export const encodeMsgpack = (value: unknown): Buffer => {
  const parts: Buffer[] = [];
  write(value, parts);
  return Buffer.concat(parts);
};

const write = (value: unknown, parts: Buffer[]): void => {
  if (value === null || value === undefined) parts.push(Buffer.of(0xc0));
  else if (typeof value === "boolean") parts.push(Buffer.of(value ? 0xc3 : 0xc2));
  else if (typeof value === "number") parts.push(number(value));
  else if (typeof value === "bigint") parts.push(bigint(value));
  else if (typeof value === "string") writeString(value, parts);
  else if (value instanceof Uint8Array) parts.push(sized(value.length, [0xc4, 0xc5, 0xc6]), Buffer.from(value));
  else if (Array.isArray(value)) writeArray(value, parts);
  else writeMap(value, parts);
};

const number = (value: number): Buffer => {
  if (Number.isSafeInteger(value)) return bigint(BigInt(value));
  const bytes = Buffer.alloc(9, 0xcb);
  bytes.writeDoubleBE(value, 1);
  return bytes;
};

const bigint = (value: bigint): Buffer => {
  const bytes = Buffer.alloc(9, 0xd3);
  bytes.writeBigInt64BE(value, 1);
  return bytes;
};

const writeString = (value: string, parts: Buffer[]): void => {
  const bytes = Buffer.from(value);
  parts.push(bytes.length < 32 ? Buffer.of(0xa0 | bytes.length) : sized(bytes.length, [0xd9, 0xda, 0xdb]), bytes);
};

const writeArray = (items: readonly unknown[], parts: Buffer[]): void => {
  parts.push(items.length < 16 ? Buffer.of(0x90 | items.length) : wide(items.length, 0xdc));
  for (const item of items) write(item, parts);
};

const writeMap = (map: object, parts: Buffer[]): void => {
  const entries = Object.entries(map);
  parts.push(entries.length < 16 ? Buffer.of(0x80 | entries.length) : wide(entries.length, 0xde));
  for (const [key, item] of entries) {
    writeString(key, parts);
    write(item, parts);
  }
};

/** A type byte for a size of one, two or four bytes, then the size. */
const sized = (size: number, types: readonly [one: number, two: number, four: number]): Buffer =>
  size < 0x100 ? Buffer.of(types[0], size) : wide(size, types[1]);

/** Two bytes of size, or four with the type after. */
const wide = (size: number, type: number): Buffer => {
  const short = size < 0x1_00_00;
  const bytes = Buffer.alloc(short ? 3 : 5);
  bytes.writeUInt8(short ? type : type + 1);
  if (short) bytes.writeUInt16BE(size, 1);
  else bytes.writeUInt32BE(size, 1);
  return bytes;
};
