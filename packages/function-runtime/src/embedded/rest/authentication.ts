import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { ServerAuth } from "./server-options.ts";
import { Refusal } from "./refusal.ts";

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

/** Takes the same time whatever the difference is. */
export const isSame = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected));

const expectedHeader = (auth: ServerAuth): string =>
  auth.kind === "basic"
    ? `Basic ${Buffer.from(`${auth.user}:${auth.password}`, "utf8").toString("base64")}`
    : `Bearer ${auth.token}`;

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
  if (isSame(normal, expectedHeader(auth))) return;
  const challenge = auth.kind === "basic" ? 'Basic realm="millrace"' : 'Bearer realm="millrace"';
  throw new Refusal(401, "these credentials are not good here", { "www-authenticate": challenge });
};
