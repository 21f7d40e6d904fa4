import { Code, ConnectError } from "@connectrpc/connect";

/** What a call ends with whose first message is no handshake. */
export const invalidHandshake = (): ConnectError =>
  new ConnectError("invalid handshake: the first message of a call must have handshake.sot", Code.InvalidArgument);
