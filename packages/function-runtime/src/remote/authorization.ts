import type { AuthMode } from "./credentials.ts";
import type { Redactor } from "./redact.ts";
import type { TokenAnswer, TokenRequest } from "./token-endpoint.ts";

/** What renewing needs from outside. */
export interface TokenSource {
  /** Asks the token endpoint. */
  readonly ask: (request: TokenRequest) => Promise<TokenAnswer>;
  /** Keeps a new refresh token where the old one came from. */
  readonly keep: (tokens: TokenAnswer) => Promise<void>;
  /** The refresh token that is kept there now. */
  readonly stored: () => Promise<string | undefined>;
}

/** Who requests come from: the header, and a new one when Core no longer takes it. */
export class Authorization {
  readonly #mode: AuthMode;
  readonly #source: TokenSource;
  readonly #redactor: Redactor;
  #header: string | undefined;
  #refreshToken: string | undefined;
  #renewal: Promise<void> | undefined;

  constructor(mode: AuthMode, source: TokenSource, redactor: Redactor) {
    this.#mode = mode;
    this.#source = source;
    this.#redactor = redactor;
    if (mode.by === "basic") this.#take(`Basic ${Buffer.from(`${mode.user}:${mode.password}`).toString("base64")}`);
    if (mode.by === "bearer") this.#take(`Bearer ${mode.accessToken}`);
    if (mode.by === "refresh") {
      this.#refreshToken = mode.refreshToken;
      if (mode.accessToken !== undefined) this.#take(`Bearer ${mode.accessToken}`);
    }
  }

  get anonymous(): boolean {
    return this.#mode.by === "none";
  }

  get #renewable(): boolean {
    return this.#mode.by === "refresh" || this.#mode.by === "exchange";
  }

  /** The value of the header `Authorization`; absent: none is sent. */
  async header(): Promise<string | undefined> {
    if (this.#header === undefined && this.#renewable) await this.#renewOnce();
    return this.#header;
  }

  /**
   * After a 401: whether there is another header than the refused one now. All who wait share one renewal, and who
   * was refused with an older header than today's needs none.
   *
   * @throws `FUNCTION_CORE_UNAUTHORIZED`, `FUNCTION_CORE_UNREACHABLE` from the token endpoint
   */
  async renew(refused: string | undefined): Promise<boolean> {
    if (!this.#renewable) return false;
    if (this.#header === refused) await this.#renewOnce();
    return this.#header !== refused;
  }

  async #renewOnce(): Promise<void> {
    this.#renewal ??= this.#renew().finally(() => {
      this.#renewal = undefined;
    });
    await this.#renewal;
  }

  async #renew(): Promise<void> {
    const tokens = await this.#askForTokens();
    this.#redactor.add(tokens.accessToken, tokens.refreshToken);
    this.#take(`Bearer ${tokens.accessToken}`);
    if (this.#mode.by !== "refresh") return;
    this.#refreshToken = tokens.refreshToken ?? this.#refreshToken;
    await this.#source.keep(tokens);
  }

  async #askForTokens(): Promise<TokenAnswer> {
    if (this.#mode.by === "exchange") return this.#source.ask({ personalAccessToken: this.#mode.personalAccessToken });
    const refreshToken = this.#refreshToken ?? "";
    try {
      return await this.#source.ask({ refreshToken });
    } catch (error) {
      // Another program may have renewed it meanwhile: a refresh token is often good for one use.
      const stored = await this.#source.stored();
      if (stored === undefined || stored === refreshToken) throw error;
      this.#redactor.add(stored);
      return this.#source.ask({ refreshToken: stored });
    }
  }

  #take(header: string): void {
    this.#redactor.add(header.slice(header.indexOf(" ") + 1));
    this.#header = header;
  }
}
