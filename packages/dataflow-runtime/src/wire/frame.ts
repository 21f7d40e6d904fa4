/** Length of a frame's header: the length of its body, 64 bits, little endian. */
export const frameHeaderBytes = 8;

/** The longest body that either side sends or takes. */
export const maxFrameBytes: number = 64 * 1024 * 1024;

/** A frame to write, header included, in one or more pieces: big payloads are not copied. */
export type Frame = readonly Uint8Array[];
