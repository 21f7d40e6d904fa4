// Errors that an official code base throws itself, from converters and codecs.

export class ValueError extends Error {
  override readonly name: string = "ValueError";

  constructor(message?: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

export class PayloadConverterError extends ValueError {
  override readonly name: string = "PayloadConverterError";
}

export class IllegalStateError extends Error {
  override readonly name: string = "IllegalStateError";
}
