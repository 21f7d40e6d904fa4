import type { ClientHttp2Stream, IncomingHttpHeaders, IncomingHttpStatusHeader } from "node:http2";

/** What becomes of the events of a stream. */
export interface StreamOwner {
  onResponse(block: IncomingHttpHeaders & IncomingHttpStatusHeader, flags: number): void;
  onData(chunk: Uint8Array): void;
  onTrailers(block: IncomingHttpHeaders): void;
  onEnd(): void;
  onDrain(): void;
  onError(error: Error): void;
  onClose(): void;
}

const ownerOf: unique symbol = Symbol("owner");

type OwnedStream = ClientHttp2Stream & { [ownerOf]?: StreamOwner | undefined };

/**
 * Hands a stream's events to `owner`. The listeners are the same for all streams and know the owner from the stream:
 * Node keeps closed streams, and all that their listeners hold, until the next full garbage collection.
 */
export function attach(stream: ClientHttp2Stream, owner: StreamOwner): void {
  (stream as OwnedStream)[ownerOf] = owner;
  stream.on("response", onResponse);
  stream.on("data", onData);
  stream.on("trailers", onTrailers);
  stream.on("end", onEnd);
  stream.on("drain", onDrain);
  stream.on("error", onError);
  stream.on("close", onClose);
}

/** The owner hears nothing more. */
export function detach(stream: ClientHttp2Stream): void {
  (stream as OwnedStream)[ownerOf] = undefined;
}

function onResponse(this: OwnedStream, block: IncomingHttpHeaders & IncomingHttpStatusHeader, flags: number): void {
  this[ownerOf]?.onResponse(block, flags);
}

function onData(this: OwnedStream, chunk: Uint8Array): void {
  this[ownerOf]?.onData(chunk);
}

function onTrailers(this: OwnedStream, block: IncomingHttpHeaders): void {
  this[ownerOf]?.onTrailers(block);
}

function onEnd(this: OwnedStream): void {
  this[ownerOf]?.onEnd();
}

function onDrain(this: OwnedStream): void {
  this[ownerOf]?.onDrain();
}

function onError(this: OwnedStream, error: Error): void {
  this[ownerOf]?.onError(error);
}

function onClose(this: OwnedStream): void {
  this[ownerOf]?.onClose();
}
