/** The server broke the rules of HTTP/2, or a limit, in a way that ends the whole connection. */
export class ConnectionError extends Error {
  /** What the GOAWAY says, of `errorCodes`. */
  readonly code: number;

  constructor(code: number, message: string) {
    super(message);
    this.name = "ConnectionError";
    this.code = code;
  }
}
