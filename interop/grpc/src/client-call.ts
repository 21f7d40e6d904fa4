import { setTimeout as sleep } from "node:timers/promises";
import { type DescMethod, fromBinary, type Message } from "@bufbuild/protobuf";
import { type CallOptions, ConnectError, createClient, type Transport } from "@connectrpc/connect";
import { addHeaders, errorMessage, fromHeaders } from "./conversions.ts";
import type { Answer, ClientRequest, Header, Judge } from "./messages.ts";

interface Result {
  responseHeaders: Header[];
  responseTrailers: Header[];
  payloads: Message[];
  numUnsentRequests: number;
  error?: object;
}

type ClientStream = (requests: AsyncIterable<Message>, options: CallOptions) => Promise<Answer>;

/** One call as the judge describes it. */
class Call {
  readonly #judge: Judge;
  readonly #request: ClientRequest;
  readonly #method: DescMethod;
  readonly #inputs: readonly Message[];
  readonly #cancel = new AbortController();
  readonly #result: Result = { responseHeaders: [], responseTrailers: [], payloads: [], numUnsentRequests: 0 };
  #sent = 0;
  // Full duplex sends the next request when the answer to the last one is there.
  #answerRead: (() => void) | undefined;

  constructor(judge: Judge, request: ClientRequest, method: DescMethod) {
    this.#judge = judge;
    this.#request = request;
    this.#method = method;
    this.#inputs = request.requestMessages.map(({ value }) => fromBinary(method.input, value));
  }

  async run(transport: Transport): Promise<Result> {
    try {
      if (this.#method.methodKind === "unary") await this.#unary(transport);
      else if (this.#method.methodKind === "client_streaming") await this.#clientStream(transport);
      else await this.#stream(transport);
    } catch (reason) {
      this.#fail(ConnectError.from(reason));
    }
    return this.#result;
  }

  get #header(): Headers {
    const header = new Headers();
    addHeaders(header, this.#request.requestHeaders);
    return header;
  }

  async #unary(transport: Transport): Promise<void> {
    await sleep(this.#request.requestDelayMs);
    this.#afterSending();
    const [input] = this.#inputs;
    if (input === undefined) throw new Error("a unary call without a message");
    const { signal } = this.#cancel;
    this.#sent = 1;
    const method = this.#method as DescMethod & { methodKind: "unary" };
    const answer = await transport.unary(method, signal, this.#request.timeoutMs, this.#header, input);
    this.#result.responseHeaders = fromHeaders(answer.header);
    this.#result.responseTrailers = fromHeaders(answer.trailer);
    this.#keep(answer.message);
  }

  // By connect's client, which knows that there has to be one answer.
  async #clientStream(transport: Transport): Promise<void> {
    const client = createClient(this.#judge.service, transport) as unknown as Record<string, ClientStream>;
    const answer = await client[this.#method.localName]?.(this.#requests(), {
      signal: this.#cancel.signal,
      ...(this.#request.timeoutMs === undefined ? {} : { timeoutMs: this.#request.timeoutMs }),
      headers: this.#header,
      onHeader: (header) => (this.#result.responseHeaders = fromHeaders(header)),
      onTrailer: (trailer) => (this.#result.responseTrailers = fromHeaders(trailer)),
    });
    if (answer !== undefined) this.#keep(answer);
  }

  async #stream(transport: Transport): Promise<void> {
    const { signal } = this.#cancel;
    const method = this.#method as DescMethod & { methodKind: "bidi_streaming" };
    const requests = this.#requests() as AsyncIterable<never>;
    const answer = await transport.stream(method, signal, this.#request.timeoutMs, this.#header, requests);
    this.#result.responseHeaders = fromHeaders(answer.header);
    const { cancelTiming } = this.#request.cancel ?? {};
    for await (const message of answer.message) {
      this.#keep(message);
      this.#answerRead?.();
      const enough = cancelTiming?.case === "afterNumResponses" && this.#result.payloads.length >= cancelTiming.value;
      if (enough) this.#cancel.abort();
    }
    this.#result.responseTrailers = fromHeaders(answer.trailer);
  }

  async *#requests(): AsyncGenerator<Message> {
    // STREAM_TYPE_FULL_DUPLEX_BIDI_STREAM is told to the server in the first message.
    const fullDuplex =
      this.#method.methodKind === "bidi_streaming" && (this.#inputs[0] as { fullDuplex?: boolean })?.fullDuplex;
    for (const input of this.#inputs) {
      await sleep(this.#request.requestDelayMs);
      const answered = fullDuplex === true && new Promise<void>((resolve) => (this.#answerRead = resolve));
      this.#sent += 1;
      yield input;
      if (answered !== false) await answered;
    }
    if (this.#request.cancel?.cancelTiming.case === "beforeCloseSend") {
      this.#cancel.abort();
      await new Promise(() => undefined);
    }
    this.#afterSending();
  }

  #afterSending(): void {
    const { cancel } = this.#request;
    if (cancel === undefined || cancel.cancelTiming.case === "afterNumResponses") return;
    const { cancelTiming } = cancel;
    const afterMs = cancelTiming.case === "afterCloseSendMs" ? cancelTiming.value : 0;
    setTimeout(() => this.#cancel.abort(), afterMs);
  }

  #keep(answer: Answer): void {
    // An answer without a payload is an answer all the same.
    this.#result.payloads.push(answer.payload ?? this.#judge.make("ConformancePayload", {}));
  }

  #fail(error: ConnectError): void {
    const result = this.#result;
    result.error = errorMessage(this.#judge, error);
    result.numUnsentRequests = this.#inputs.length - this.#sent;
    // Headers and trailers of a failed call come together.
    if (result.responseHeaders.length === 0) result.responseHeaders = fromHeaders(error.metadata);
    if (result.responseTrailers.length === 0) result.responseTrailers = fromHeaders(error.metadata);
  }
}

/** Makes the call and gives what the judge wants to know of it. */
export const makeCall = async (judge: Judge, transport: Transport, request: ClientRequest): Promise<object> => {
  const method = judge.service.methods.find(({ name }) => name === request.method);
  if (method === undefined) throw new Error(`the judge's service has no method ${request.method}`);
  return new Call(judge, request, method).run(transport);
};
