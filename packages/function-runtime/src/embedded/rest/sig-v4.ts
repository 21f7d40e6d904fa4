import { createHash, createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { isSame } from "./authentication.ts";
import { S3Error } from "./s3-error.ts";

/** What AWS's signature, version 4, is made of. */
export interface SignedRequest {
  readonly method: string;
  /** The path as it was sent, encoded. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
}

export interface S3Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Clocks may differ by this. */
const skewMs = 15 * 60_000;

const authorization =
  /^AWS4-HMAC-SHA256 Credential=([^/,\s]+)\/(\d{8})\/([\w-]+)\/s3\/aws4_request,\s*SignedHeaders=([\w;-]+),\s*Signature=([0-9a-f]{64})$/u;

const hmac = (key: string | Buffer, text: string): Buffer => createHmac("sha256", key).update(text).digest();

/** As RFC 3986 has it, which `encodeURIComponent` does not fully. */
const encode = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/gu, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

const canonicalQuery = (query: URLSearchParams): string =>
  [...query]
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .toSorted(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");

/**
 * Checks the signature of a request, as in AWS's description of version 4. What it says about the body's hash is
 * checked where the body is read.
 *
 * @throws S3Error `AccessDenied`, `InvalidAccessKeyId`, `RequestTimeTooSkewed`, `SignatureDoesNotMatch`
 */
export const checkSignature = ({ method, path, query, headers }: SignedRequest, credentials: S3Credentials): void => {
  const [, keyId, day, region, names, signature] = authorization.exec(headers.authorization ?? "") ?? [];
  if (!keyId || !day || !region || !names || !signature)
    throw new S3Error(403, "AccessDenied", "the request is not signed");
  if (!isSame(keyId, credentials.accessKeyId))
    throw new S3Error(403, "InvalidAccessKeyId", "there is no such access key");
  const time = String(headers["x-amz-date"] ?? "");
  checkTime(time, day);

  const signed = names.split(";");
  if (!signed.includes("host")) throw new S3Error(403, "AccessDenied", "the signature does not cover the host");
  const canonicalHeaders = signed.map(
    (name) =>
      `${name}:${String(headers[name] ?? "")
        .trim()
        .replaceAll(/ +/gu, " ")}\n`,
  );
  const payload = String(headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD");
  const canonical = [method, path, canonicalQuery(query), canonicalHeaders.join(""), names, payload].join("\n");
  const scope = `${day}/${region}/s3/aws4_request`;
  const text = ["AWS4-HMAC-SHA256", time, scope, createHash("sha256").update(canonical).digest("hex")].join("\n");
  const keys = [day, region, "s3", "aws4_request"];
  const key = keys.reduce<string | Buffer>((secret, part) => hmac(secret, part), `AWS4${credentials.secretAccessKey}`);
  if (isSame(signature, hmac(key, text).toString("hex"))) return;
  throw new S3Error(403, "SignatureDoesNotMatch", "the signature does not belong to this request and secret");
};

const checkTime = (time: string, day: string): void => {
  const [, year, month, date, hours, minutes, seconds] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/u.exec(time) ?? [];
  const at = Date.parse(`${year}-${month}-${date}T${hours}:${minutes}:${seconds}Z`);
  if (Math.abs(Date.now() - at) <= skewMs && time.startsWith(day)) return;
  throw new S3Error(403, "RequestTimeTooSkewed", "the request was signed at another time");
};
