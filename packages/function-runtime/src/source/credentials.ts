import { readEnv, type Env } from "../env.ts";

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

/** Tokens of GitHub and GitLab that go with the user `oauth2`; others are the user themselves. */
const oauthTokens = ["github_pat_", "glpat-", "glpat_", "ghp_"];

/** Takes the credentials out of an address. */
export function splitCredentials(url: URL): { readonly url: URL; readonly credentials: Credentials | undefined } {
  const bare = new URL(url);
  bare.username = "";
  bare.password = "";
  if (url.username === "" && url.password === "") return { url: bare, credentials: undefined };
  const [username, password] = [decodeURIComponent(url.username), decodeURIComponent(url.password)];
  return { url: bare, credentials: { username, password } };
}

/** Of the environment: `GIT_TOKEN`, else `GIT_USERNAME` with `GIT_PASSWORD`. */
export function gitCredentials({ token, username, password }: Env["git"] = readEnv().git): Credentials | undefined {
  if (token !== undefined) {
    const oauth = oauthTokens.some((prefix) => token.startsWith(prefix));
    return oauth ? { username: "oauth2", password: token } : { username: token, password: "x-oauth-basic" };
  }
  return username === undefined || password === undefined ? undefined : { username, password };
}

/** As the value of an `Authorization` header. */
export const basicAuthorization = ({ username, password }: Credentials): string =>
  `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}`;
