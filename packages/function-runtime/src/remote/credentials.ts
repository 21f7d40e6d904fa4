import { checkOptions } from "@millrace/protocol";
import { FunctionError } from "../errors.ts";

/** Who one is for Core. Of several, the first in this order counts: personal token, refresh token, token, password. */
export interface CoreCredentials {
  /** Is exchanged for an access token. */
  readonly personalAccessToken?: string;
  /** Is exchanged for a new access token when there is none, or the old one has expired. */
  readonly refreshToken?: string;
  readonly accessToken?: string;
  readonly user?: string;
  readonly password?: string;
}

const names = ["personalAccessToken", "refreshToken", "accessToken", "user", "password"] as const;

/** How requests tell who sends them. */
export type AuthMode =
  | { readonly by: "none" }
  | { readonly by: "basic"; readonly user: string; readonly password: string }
  | { readonly by: "bearer"; readonly accessToken: string }
  | { readonly by: "refresh"; readonly refreshToken: string; readonly accessToken?: string }
  | { readonly by: "exchange"; readonly personalAccessToken: string };

/**
 * The one way that counts, in the order of DigitalHub's own client.
 *
 * @throws `FUNCTION_CORE_INVALID_CONFIG` for a user without a password, and the other way
 */
export function authModeOf(credentials: CoreCredentials, where: string): AuthMode {
  checkOptions(credentials, names, where);
  for (const name of names) {
    // A header cannot hold it, and who refuses it there quotes it.
    if (/\p{Cc}/u.test(credentials[name] ?? ""))
      throw new FunctionError("FUNCTION_CORE_INVALID_CONFIG", `${where}: ${name} has a line break or the like in it`);
  }
  const { personalAccessToken, refreshToken, accessToken, user, password } = credentials;
  if (personalAccessToken !== undefined) return { by: "exchange", personalAccessToken };
  if (refreshToken !== undefined)
    return { by: "refresh", refreshToken, ...(accessToken === undefined ? {} : { accessToken }) };
  if (accessToken !== undefined) return { by: "bearer", accessToken };
  if (user !== undefined && password !== undefined) return { by: "basic", user, password };
  if (user === undefined && password === undefined) return { by: "none" };
  const [there, absent] = user === undefined ? ["a password", "user"] : ["a user", "password"];
  throw new FunctionError("FUNCTION_CORE_INVALID_CONFIG", `${where} has ${there} and no ${absent}; give both or none`);
}

/** What must not be seen in messages and logs. */
export const secretsOf = (credentials: CoreCredentials): string[] =>
  names.filter((name) => name !== "user").flatMap((name) => credentials[name] ?? []);
