/**
 * 64-bit numbers as two halves. Arithmetic with `bigint` allocates at every step; times and integers pass here several
 * times for each message, so that they become one only where somebody looks at them.
 */
const scratch = new DataView(new ArrayBuffer(8));

export function joinHalves(high: number, low: number): bigint {
  scratch.setUint32(0, high);
  scratch.setUint32(4, low);
  return scratch.getBigUint64(0);
}

export function highHalf(value: bigint): number {
  scratch.setBigUint64(0, value);
  return scratch.getUint32(0);
}

export function lowHalf(value: bigint): number {
  scratch.setBigUint64(0, value);
  return scratch.getUint32(4);
}
