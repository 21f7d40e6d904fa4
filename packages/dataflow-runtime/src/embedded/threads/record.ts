/**
 * A record of the ring, in 32-bit words. Behind the head, each at a multiple of 8: the sender's clock id, the shape of
 * the array, parameters, the type as JSON, the data itself. What the flags leave out is not there.
 */
export const word = {
  /** Of the whole record, in bytes; 0 is an empty rest of the ring. */
  length: 0,
  /** Flags in the low half, the input in the high half. */
  kind: 1,
  /** Two words: the time of the message's stamp. */
  time: 2,
  type: 4,
  shape: 5,
  parameters: 6,
  typeText: 7,
  slot: 8,
  payload: 9,
} as const;

/** Bytes of the words above. */
export const headLength = 40;

export const flag = {
  /** A message for an input; without it, one of the engine, serialized behind the head. */
  input: 1,
  /** With data. */
  value: 2,
  /** The data lies in a slot. */
  shared: 4,
  /** The port has something that must be read first. */
  port: 8,
  /** With the id of another clock than the record before. */
  clock: 16,
  /** The serialized part came by the port, since it is too long for the ring. */
  parcel: 32,
} as const;

export const align = (bytes: number): number => (bytes + 7) & ~7;
