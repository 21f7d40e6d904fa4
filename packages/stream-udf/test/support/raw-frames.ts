/** HTTP/2 as bytes, for peers that say half of something. */
export const preface: Buffer = Buffer.concat([
  Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
  frame(4, 0, 0, Buffer.alloc(0)),
]);

function frame(type: number, flags: number, stream: number, payload: Uint8Array): Buffer {
  const head = Buffer.alloc(9);
  head.writeUIntBE(payload.length, 0, 3);
  head[3] = type;
  head[4] = flags;
  head.writeUInt32BE(stream, 5);
  return Buffer.concat([head, payload]);
}

/** The headers of a call, as literals that no table keeps. */
export function callFrame(path: string): Buffer {
  const pseudo = [":method", "POST", ":scheme", "http", ":authority", "localhost", ":path", path];
  const fields = [...pseudo, "content-type", "application/grpc", "te", "trailers"];
  const texts = fields.map((text) => Buffer.concat([Buffer.from([text.length]), Buffer.from(text)]));
  const literals = texts.map((text, index) => (index % 2 === 0 ? Buffer.concat([Buffer.from([0]), text]) : text));
  return frame(1, 0x04, 1, Buffer.concat(literals));
}

export const dataFrame = (payload: Uint8Array): Buffer => frame(0, 0, 1, payload);

/** Cancels the call. */
export const resetFrame: Buffer = frame(3, 0, 1, Buffer.from([0, 0, 0, 8]));
