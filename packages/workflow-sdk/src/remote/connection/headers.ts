import type { CallSettings } from "../../call-context.ts";
import { checkApiKey } from "../../internal/check-headers.ts";
import { version } from "../../version.ts";
import type { CheckedConnectionOptions } from "./options.ts";

/** A key as it is, or a function that is asked for it before each call. */
export type ApiKey = string | (() => string | Promise<string>);

/** Makes the headers of calls. */
export class CallHeaders {
  readonly #metadata: Readonly<Record<string, string>>;
  readonly #common = new Map<string, Headers>();
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
  of(namespace: string, context: CallSettings | undefined, own: HeadersInit | undefined): Headers | Promise<Headers> {
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
  ): Promise<Headers> {
    const key = await ask();
    checkApiKey(key, "what the apiKey function gave");
    return this.#make(namespace, key, context, own);
  }

  #make(
    namespace: string,
    key: string | undefined,
    context: CallSettings | undefined,
    own: HeadersInit | undefined,
  ): Headers {
    const headers = new Headers({ "client-name": "millrace-workflow-sdk", "client-version": version });
    if (namespace !== "") headers.set("temporal-namespace", namespace);
    if (key !== undefined) headers.set("authorization", `Bearer ${key}`);
    for (const [name, value] of Object.entries({ ...this.#metadata, ...context?.metadata })) headers.set(name, value);
    for (const [name, value] of new Headers(own)) headers.set(name, value);
    return headers;
  }
}
