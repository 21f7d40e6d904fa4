import type { Logger } from "@millrace/protocol";
import type { Platform } from "../../platform.ts";

/** Who may use the server. */
export type ServerAuth =
  | { readonly kind: "basic"; readonly user: string; readonly password: string }
  | { readonly kind: "bearer"; readonly token: string };

export interface ServerOptions {
  /** Where the local platform keeps its data. Default `.millrace/functions` below the working directory. */
  readonly dir?: string;
  /** A platform of the caller's, instead of one in `dir`; the caller closes it. */
  readonly platform?: Platform;
  /** Default `127.0.0.1`. Any other than the loopback needs `auth`. */
  readonly host?: string;
  /** Default 0: any free one. */
  readonly port?: number;
  /** Default: none asked. With it, S3 requests must be signed with user and password, or with `token` as both. */
  readonly auth?: ServerAuth;
  /** The largest JSON body. Default 8 MiB. */
  readonly maxBodyBytes?: number;
  /** The largest file. Default 5 GiB. */
  readonly maxFileBytes?: number;
  /** Default silent. */
  readonly logger?: Logger;
}

/** A server with DigitalHub Core's REST API and, below `/s3`, an S3 surface for its files. */
export interface RunningServer extends AsyncDisposable {
  /** `http://127.0.0.1:40321`: the `DHCORE_ENDPOINT` of clients. */
  readonly url: string;
  /** The `AWS_ENDPOINT_URL` of clients. */
  readonly s3Url: string;
  readonly port: number;
  /** Takes nothing new, finishes requests in hand for at most `graceMs` (default 10,000), then cuts them. */
  close(options?: { readonly graceMs?: number }): Promise<void>;
}

export const serverDefaults: {
  readonly host: string;
  readonly port: number;
  readonly maxBodyBytes: number;
  readonly maxFileBytes: number;
} = Object.freeze({
  host: "127.0.0.1",
  port: 0,
  maxBodyBytes: 8 * 2 ** 20,
  maxFileBytes: 5 * 2 ** 30,
});
