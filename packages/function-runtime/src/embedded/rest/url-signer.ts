import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { pathOf } from "../../wire/paths.ts";
import { Refusal } from "./refusal.ts";

/** What a signed URL allows: one method on one file, for some time. */
export interface SignedFile {
  readonly method: "GET" | "PUT";
  readonly path: string;
  /** Of a file that comes in parts: `uploadId/partNumber`. */
  readonly part?: string;
}

/** How long a signed URL is good. */
const signedForMs = 3_600_000;

/** Makes and checks URLs that carry their own permission. Its key dies with the server. */
export class UrlSigner {
  readonly #key = randomBytes(32);

  sign(base: string, file: SignedFile): { readonly url: string; readonly expiration: string } {
    const expires = String(Date.now() + signedForMs);
    const { method, path, part } = file;
    const signature = this.#signatureOf(file, expires);
    const route = method === "GET" ? "readSigned" : "writeSigned";
    const url = `${base}${pathOf(route, {}, { path, expires, part, signature })}`;
    return { url, expiration: new Date(Number(expires)).toISOString() };
  }

  /** @throws Refusal 403 */
  check(method: SignedFile["method"], query: URLSearchParams): SignedFile {
    const path = query.get("path") ?? "";
    const part = query.get("part") ?? undefined;
    const expires = query.get("expires") ?? "";
    const file = { method, path, ...(part === undefined ? {} : { part }) };
    const expected = Buffer.from(this.#signatureOf(file, expires));
    const given = Buffer.from(query.get("signature") ?? "");
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
      throw new Refusal(403, "the signature of this URL is not of this server");
    }
    if (Number(expires) < Date.now()) throw new Refusal(403, "this URL has expired; ask for another");
    return file;
  }

  #signatureOf({ method, path, part = "" }: SignedFile, expires: string): string {
    return createHmac("sha256", this.#key)
      .update(JSON.stringify([method, path, part, expires]))
      .digest("hex");
  }
}
