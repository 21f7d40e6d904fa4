/** Of the compact protocol of Thrift, in which Parquet's metadata are written: the types of fields. */
const [stop, yes, no, byte, i16, i32, i64, double, binary, list, struct] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 12];

/** A number of 64 bits takes no more, seven of them in each byte. */
const longestNumber = 10;
const deepest = 64;

/**
 * Walks over a struct without keeping anything of it, so that the reader is only given one that it gets to the end of:
 * its time for one number grows with the square of the number's length.
 *
 * @throws if the struct does not end inside of `bytes`, or no writer makes such a one.
 */
export function checkStruct(bytes: Uint8Array, start: number): void {
  let at = start;
  walkStruct(0);

  function walkStruct(depth: number): void {
    if (depth > deepest) throw new Error("its metadata are nested too deep");
    for (;;) {
      const head = next();
      const type = head & 0x0f;
      if (type === stop) return;
      if (head >> 4 === 0) number();
      value(type, depth);
    }
  }

  function value(type: number, depth: number): void {
    if (type === byte) next();
    else if (type === i16 || type === i32 || type === i64) number();
    else if (type === double) skip(8);
    else if (type === binary) skip(number());
    else if (type === list) walkList(depth);
    else if (type === struct) walkStruct(depth + 1);
    else if (type !== yes && type !== no) throw new Error(`its metadata have a field of the unknown type ${type}`);
  }

  function walkList(depth: number): void {
    const head = next();
    const type = head & 0x0f;
    const size = head >> 4 === 15 ? number() : head >> 4;
    for (let item = 0; item < size; item++) {
      if (type === yes || type === no) next();
      else value(type, depth + 1);
    }
  }

  function skip(count: number): void {
    at += count;
  }

  function number(): number {
    let result = 0;
    for (let length = 0; length < longestNumber; length++) {
      const part = next();
      result += (part & 0x7f) * 2 ** (7 * length);
      if (part < 0x80) return result;
    }
    throw new Error("its metadata have a number that is too long");
  }

  function next(): number {
    const found = bytes[at++];
    if (found === undefined) throw new Error("its metadata end too soon");
    return found;
  }
}
