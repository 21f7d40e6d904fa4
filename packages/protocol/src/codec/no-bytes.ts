/** What a `bytes` field without content holds. One for all: there is nothing in it that anyone could change. */
export const noBytes: Uint8Array<ArrayBuffer> = new Uint8Array(0);
