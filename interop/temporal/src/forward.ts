import {
  connect,
  constants,
  type ClientHttp2Session,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
  type ServerHttp2Stream,
} from "node:http2";

/** Connects to a server that calls are passed on to. */
export const connectBehind = (address: string): ClientHttp2Session => connect(`http://${address}`);

/**
 * Passes a call on, and its answer back, with its trailers.
 *
 * @param keepBack called when the answer comes; true if it is not to be passed on
 */
export const forward = (
  behind: ClientHttp2Session,
  stream: ServerHttp2Stream,
  headers: IncomingHttpHeaders,
  keepBack: () => boolean = () => false,
): void => {
  const { ":scheme": _scheme, ":authority": _authority, ...rest } = headers;
  const call = behind.request(rest);
  call.on("error", () => stream.close(constants.NGHTTP2_INTERNAL_ERROR));
  stream.on("error", () => undefined);
  stream.on("close", () => call.close(constants.NGHTTP2_CANCEL));
  let trailers: IncomingHttpHeaders = {};
  call.on("trailers", (given: IncomingHttpHeaders) => (trailers = given));
  call.on("response", (given: IncomingHttpHeaders & IncomingHttpStatusHeader, flags: number) => {
    if (stream.destroyed || keepBack()) return;
    if ((flags & constants.NGHTTP2_FLAG_END_STREAM) !== 0) return stream.respond(given, { endStream: true });
    stream.respond(given, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers(trailers));
    call.pipe(stream);
  });
  stream.pipe(call);
};
