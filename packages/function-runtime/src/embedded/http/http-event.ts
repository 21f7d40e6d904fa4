import type { IncomingMessage } from "node:http";
import type { FunctionEvent } from "../../function-context.ts";

/** What a CloudEvent says about itself, in either mode. */
export interface EventAttributes {
  readonly id: string;
  readonly type: string;
  readonly typeVersion: string;
  readonly timestamp: Date;
  readonly contentType: string;
  /** All attributes and extensions as the headers of the binary mode, so that functions read one form: `ce-source`. */
  readonly headers: Readonly<Record<string, string>>;
}

export const httpTrigger: FunctionEvent["trigger"] = Object.freeze({ kind: "http", name: "http" });

/** An event of a request. What costs something is made when a function asks for it: few look at their headers. */
export class HttpEvent implements FunctionEvent {
  readonly body: unknown;
  readonly size: number;
  readonly id: string;
  readonly #request: IncomingMessage;
  readonly #attributes: EventAttributes | undefined;
  #headers: Readonly<Record<string, string>> | undefined;
  #fields: Readonly<Record<string, string>> | undefined;
  #timestamp: Date | undefined;

  constructor(request: IncomingMessage, id: string, body: unknown, size: number, attributes?: EventAttributes) {
    this.#request = request;
    this.#attributes = attributes;
    this.id = attributes?.id ?? id;
    this.body = body;
    this.size = size;
  }

  get contentType(): string {
    return this.#attributes?.contentType ?? this.#request.headers["content-type"] ?? "";
  }

  get headers(): Readonly<Record<string, string>> {
    return (this.#headers ??= { ...headersOf(this.#request), ...this.#attributes?.headers });
  }

  get method(): string {
    return this.#request.method ?? "";
  }

  get url(): string {
    return this.#request.url ?? "/";
  }

  get path(): string {
    const { url } = this;
    const query = url.indexOf("?");
    return query === -1 ? url : url.slice(0, query);
  }

  get fields(): Readonly<Record<string, string>> {
    const { url, path } = this;
    return (this.#fields ??= Object.fromEntries(new URLSearchParams(url.slice(path.length))));
  }

  get timestamp(): Date {
    return (this.#timestamp ??= this.#attributes?.timestamp ?? new Date());
  }

  get trigger(): FunctionEvent["trigger"] {
    return httpTrigger;
  }

  get type(): string {
    return this.#attributes?.type ?? "";
  }

  get typeVersion(): string {
    return this.#attributes?.typeVersion ?? "";
  }

  /** Of streams; a request has none. */
  get topic(): string {
    return "";
  }

  get shardId(): number {
    return 0;
  }

  get numShards(): number {
    return 0;
  }

  get offset(): number {
    return 0;
  }

  get version(): string {
    return "";
  }

  /** What is behind getters too, as JSON of Nuclio's event has it. */
  toJSON(): Omit<FunctionEvent, "toJSON"> {
    const { id, body, contentType, headers, method, path, url, fields, timestamp, trigger, type, typeVersion } = this;
    const { topic, shardId, numShards, offset, size, version } = this;
    const what = { id, body, contentType, headers, method, path, url, fields, timestamp, trigger, type, typeVersion };
    return { ...what, topic, shardId, numShards, offset, size, version };
  }
}

/** Names as they came; of several values of one name, all, as RFC 9110 joins them. */
function headersOf({ rawHeaders }: IncomingMessage): Record<string, string> {
  const headers: Record<string, string> = {};
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    const value = rawHeaders[index + 1] ?? "";
    // Callers choose names: `constructor` is one that every object has.
    headers[name] = Object.hasOwn(headers, name) ? `${headers[name]}, ${value}` : value;
  }
  return headers;
}
