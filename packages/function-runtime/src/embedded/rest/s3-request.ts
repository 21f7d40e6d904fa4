import type { IncomingHttpHeaders } from "node:http";
import type { Site } from "./rest-request.ts";
import { S3Error } from "./s3-error.ts";

/** A request below `/s3`, in path style: `/s3/{bucket}/{key}`. */
export interface S3Request {
  readonly site: Site;
  readonly method: string;
  readonly bucket: string;
  /** Empty for the bucket itself. Ends in `/` if the path did. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** @param maxBytes default: the limit of files. */
  readonly content: (maxBytes?: number) => AsyncIterable<Uint8Array>;
}

/** The platform's path of an object. */
export const pathOfObject = ({ bucket, key }: S3Request): string => `s3://${bucket}/${key}`;

/** @throws S3Error `NoSuchBucket` for what can be none */
export const checkBucket = (bucket: string): string => {
  if (/^[a-z0-9][a-z0-9.-]{2,62}$/u.test(bucket) && !bucket.includes("..")) return bucket;
  throw new S3Error(404, "NoSuchBucket", `there can be no bucket '${bucket.slice(0, 100)}'`);
};
