import type { ByteWriter } from "../../wire-codec.ts";

/** In front of each frame: length of the payload in three bytes, type, flags, and the stream in four. */
export const frameHeadBytes = 9;

/** What a peer takes in one frame unless it says otherwise, and what we take. */
export const largestFrameBytes = 16_384;

/** The flow-control window of a stream or connection that nobody enlarges. */
export const defaultWindowBytes = 65_535;

export const frameTypes = {
  data: 0,
  headers: 1,
  priority: 2,
  rstStream: 3,
  settings: 4,
  pushPromise: 5,
  ping: 6,
  goaway: 7,
  windowUpdate: 8,
  continuation: 9,
} as const;

export const frameFlags = { endStream: 0x1, ack: 0x1, endHeaders: 0x4, padded: 0x8, priority: 0x20 } as const;

export const settingIds = {
  headerTableSize: 1,
  enablePush: 2,
  maxConcurrentStreams: 3,
  initialWindowSize: 4,
  maxFrameSize: 5,
  maxHeaderListSize: 6,
} as const;

/** Why a stream or a connection ends. */
export const errorCodes = {
  noError: 0,
  protocolError: 1,
  internalError: 2,
  flowControlError: 3,
  streamClosed: 5,
  frameSizeError: 6,
  refusedStream: 7,
  cancel: 8,
  compressionError: 9,
  enhanceYourCalm: 11,
  inadequateSecurity: 12,
} as const;

/** Writes the head of a frame at `at`; room for it must be there. */
export function writeFrameHead(
  to: Uint8Array,
  at: number,
  payloadBytes: number,
  type: number,
  flags: number,
  streamId: number,
): void {
  to[at] = payloadBytes >>> 16;
  to[at + 1] = payloadBytes >>> 8;
  to[at + 2] = payloadBytes;
  to[at + 3] = type;
  to[at + 4] = flags;
  writeUint32(to, at + 5, streamId);
}

function writeUint32(to: Uint8Array, at: number, value: number): void {
  to[at] = value >>> 24;
  to[at + 1] = value >>> 16;
  to[at + 2] = value >>> 8;
  to[at + 3] = value;
}

export function readUint32(from: Uint8Array, at: number): number {
  return (
    (from[at] as number) * 0x1000000 +
    (((from[at + 1] as number) << 16) | ((from[at + 2] as number) << 8) | (from[at + 3] as number))
  );
}

/** Appends a frame whose payload is small and known. */
export function appendFrame(
  to: ByteWriter,
  type: number,
  flags: number,
  streamId: number,
  ...payload: readonly number[]
): void {
  to.reserve(frameHeadBytes + payload.length);
  writeFrameHead(to.buffer, to.position, payload.length, type, flags, streamId);
  to.buffer.set(payload, to.position + frameHeadBytes);
  to.position += frameHeadBytes + payload.length;
}

/** The four bytes of a number, as a payload. */
export const uint32Bytes = (value: number): [number, number, number, number] => [
  (value >>> 24) & 0xff,
  (value >>> 16) & 0xff,
  (value >>> 8) & 0xff,
  value & 0xff,
];
