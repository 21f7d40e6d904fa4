import type { CallSettings } from "../../call-context.ts";
import { checkApiKey } from "../../internal/check-headers.ts";
import { version } from "../../version.ts";
import type { CheckedConnectionOptions } from "./options.ts";

/** A key as it is, or a function that is asked for it before each call. */
export type ApiKey = string | (() => string | Promise<string>);

/** Headers by their names, in lower case. A plain object: Node's `Headers` take ten megabytes when first used. */
export type Metadata = Readonly<Record<string, string>>;

/** Makes the headers of calls. */
export class CallHeaders {
  readonly #metadata: Readonly<Record<string, string>>;
  readonly #common = new Map<string, Metadata>();
  #apiKey: ApiKey | undefined;

  constructor({ metadata, apiKey }: Pick<CheckedConnectionOptions, "metadata" | "apiKey">) {
    this.#metadata = metadata;
    this.#apiKey = apiKey;
  }

  setApiKey(apiKey: ApiKey | undefined): void {
    this.#apiKey = apiKey;
    this.#common.clear();
  }

  /** Nobody writes to the result: calls share it. */
  of(namespace: string, context: CallSettings | undefined, own: HeadersInit | undefined): Metadata | Promise<Metadata> {
    const key = context?.apiKey ?? this.#apiKey;
    if (typeof key === "function") return this.#ask(key, namespace, context, own);
    if (context?.apiKey === undefined && context?.metadata === undefined && own === undefined) {
      let common = this.#common.get(namespace);
      if (common === undefined)
        this.#common.set(namespace, (common = this.#make(namespace, key, undefined, undefined)));
      return common;
    }
    return this.#make(namespace, key, context, own);
  }

  async #ask(
    ask: () => string | Promise<string>,
    namespace: string,
    context: CallSettings | undefined,
    own: HeadersInit | undefined,
  ): Promise<Metadata> {
    const key = await ask();
    checkApiKey(key, "what the apiKey function gave");
    return this.#make(namespace, key, context, own);
  }

  #make(
    namespace: string,
    key: string | undefined,
    context: CallSettings | undefined,
    own: HeadersInit | undefined,
  ): Metadata {
    const headers: Record<string, string> = { "client-name": "millrace-workflow-sdk", "client-version": version };
    if (namespace !== "") headers["temporal-namespace"] = namespace;
    if (key !== undefined) headers["authorization"] = `Bearer ${key}`;
    const given = Object.entries({ ...this.#metadata, ...context?.metadata });
    const all = own === undefined ? given : [...given, ...new Headers(own)];
    for (const [name, value] of all) headers[name.toLowerCase()] = value.trim();
    return Object.freeze(headers);
  }
}
