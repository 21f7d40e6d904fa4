import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { ServerAuth } from "./server-options.ts";
import { Refusal } from "./refusal.ts";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Takes the same time whatever the difference is. */
export const isSame = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected));

/** User and password are sent as UTF-8, or as Latin-1 if they can be: Python's clients do so. */
const expectedHeaders = (auth: ServerAuth): readonly string[] => {
  if (auth.kind === "bearer") return [`Bearer ${auth.token}`];
  const pair = `${auth.user}:${auth.password}`;
  // Other characters would lose what tells them apart.
  const isLatin1 = Buffer.from(pair, "latin1").toString("latin1") === pair;
  const encodings = isLatin1 ? (["utf8", "latin1"] as const) : (["utf8"] as const);
  return encodings.map((encoding) => `Basic ${Buffer.from(pair, encoding).toString("base64")}`);
};

/**
 * Refuses a request without the right credentials.
 *
 * @throws Refusal 403 when it has none, as Core does; 401 when they are wrong
 */
export const authenticate = (auth: ServerAuth, headers: IncomingHttpHeaders): void => {
  const given = headers.authorization;
  if (given === undefined) throw new Refusal(403, "this server asks for credentials");
  const [scheme = "", ...rest] = given.trim().split(/ +/u);
  const normal = `${scheme[0]?.toUpperCase() ?? ""}${scheme.slice(1).toLowerCase()} ${rest.join(" ")}`;
  if (expectedHeaders(auth).some((expected) => isSame(normal, expected))) return;
  const challenge = auth.kind === "basic" ? 'Basic realm="millrace"' : 'Bearer realm="millrace"';
  throw new Refusal(401, "these credentials are not good here", { "www-authenticate": challenge });
};
