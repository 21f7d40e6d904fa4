import { FunctionError } from "../errors.ts";
import type { Answer, Exchange } from "./exchange.ts";

/** With what a new access token is asked for. */
export type TokenRequest = { readonly refreshToken: string } | { readonly personalAccessToken: string };

export interface TokenAnswer {
  readonly accessToken: string;
  /** Absent: the old one stays good. */
  readonly refreshToken?: string;
}

/** Where tokens come from, as far as it is known. */
export interface TokenEndpointConfig {
  readonly endpoint: string;
  readonly tokenEndpoint?: string;
  readonly issuer?: string;
  readonly clientId?: string;
  /** What Core says of itself under `/.well-known/configuration`. */
  readonly discovered: () => Promise<Readonly<Record<string, unknown>>>;
  readonly send: (request: Omit<Exchange, "timeoutMs">) => Promise<Answer>;
}

/** With it the answer also carries the credentials of stores. */
const scope = "credentials";

/** Asks for tokens by OAuth2: a refresh token is renewed, a personal access token exchanged (RFC 8693). */
export async function askForTokens(request: TokenRequest, config: TokenEndpointConfig): Promise<TokenAnswer> {
  const url = await tokenUrl(config);
  const form = new URLSearchParams({ ...grant(request), client_id: await clientId(config), scope });
  const answer = await config.send({
    method: "POST",
    url,
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: form.toString(),
  });
  const body = jsonOf(answer.text);
  const accessToken = body?.["access_token"];
  const refreshToken = body?.["refresh_token"];
  if (answer.status !== 200 || !isToken(accessToken)) {
    const why = typeof body?.["error"] === "string" ? `: ${body["error"]}` : "";
    throw new FunctionError(
      "FUNCTION_CORE_UNAUTHORIZED",
      `${url} gave no access token for the ${nameOf(request)}, it answered ${answer.status}${why}; log in again`,
      { details: { status: answer.status } },
    );
  }
  return { accessToken, ...(isToken(refreshToken) ? { refreshToken } : {}) };
}

/** Neither a header nor the configuration file can hold a line break. */
const isToken = (value: unknown): value is string =>
  typeof value === "string" && value !== "" && !/\p{Cc}/u.test(value);

const nameOf = (request: TokenRequest): string =>
  "refreshToken" in request ? "refresh token" : "personal access token";

function grant(request: TokenRequest): Record<string, string> {
  if ("refreshToken" in request) return { grant_type: "refresh_token", refresh_token: request.refreshToken };
  return {
    grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
    subject_token: request.personalAccessToken,
    subject_token_type: "urn:ietf:params:oauth:token-type:pat",
  };
}

async function tokenUrl({ endpoint, tokenEndpoint, issuer, discovered, send }: TokenEndpointConfig): Promise<string> {
  const known = tokenEndpoint ?? (issuer === undefined ? (await discovered())["oauth2_token_endpoint"] : undefined);
  if (typeof known === "string") return httpUrl(known, "the token endpoint");
  const from = `${(issuer ?? endpoint).replace(/\/+$/, "")}/.well-known/openid-configuration`;
  const url = httpUrl(from, "the issuer");
  const answer = await send({ method: "GET", url, headers: { accept: "application/json" } });
  const found = answer.status === 200 ? jsonOf(answer.text)?.["token_endpoint"] : undefined;
  if (typeof found === "string") return httpUrl(found, "the token endpoint");
  throw new FunctionError(
    "FUNCTION_CORE_UNAUTHORIZED",
    `${from} does not say where tokens are had; set OAUTH2_TOKEN_ENDPOINT or DHCORE_ISSUER`,
  );
}

async function clientId(config: TokenEndpointConfig): Promise<string> {
  const id = config.clientId ?? (await config.discovered())["dhcore_client_id"];
  if (typeof id === "string" && id !== "") return id;
  throw new FunctionError(
    "FUNCTION_CORE_INVALID_CONFIG",
    "it is not known which OAuth2 client asks for tokens; set DHCORE_CLIENT_ID",
  );
}

function httpUrl(text: string, what: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol)) return text;
  throw new FunctionError("FUNCTION_CORE_INVALID_CONFIG", `${what} is no address by http or https`);
}

function jsonOf(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
