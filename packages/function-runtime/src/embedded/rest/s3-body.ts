import { createHash } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { crc32 } from "node:zlib";
import { S3Error } from "./s3-error.ts";

/**
 * The content of an upload, checked while it is read against what its headers say: the SHA-256 of the signature and
 * a CRC-32. What does not fit fails before the last byte counts, so that nothing is stored.
 *
 * @throws S3Error `NotImplemented`, which is S3's own code, for content in signed chunks: boto3 sends none. Its status is
 *   400 in place of S3's 501, since this server keeps 5xx for its own defects.
 */
export const checkedContent = (
  headers: IncomingHttpHeaders,
  content: AsyncIterable<Uint8Array>,
): AsyncIterable<Uint8Array> => {
  const sha256 = String(headers["x-amz-content-sha256"] ?? "");
  if (sha256.startsWith("STREAMING-") || headers["content-encoding"] === "aws-chunked") {
    throw new S3Error(400, "NotImplemented", "content in aws-chunked form is not understood; send it as it is");
  }
  const expected = /^[0-9a-f]{64}$/u.test(sha256) ? sha256 : undefined;
  const expectedCrc = headers["x-amz-checksum-crc32"];
  return check(content, expected, typeof expectedCrc === "string" ? expectedCrc : undefined);
};

async function* check(
  content: AsyncIterable<Uint8Array>,
  sha256: string | undefined,
  crc: string | undefined,
): AsyncGenerator<Uint8Array> {
  const hash = createHash("sha256");
  let sum = 0;
  for await (const chunk of content) {
    if (sha256 !== undefined) hash.update(chunk);
    if (crc !== undefined) sum = crc32(chunk, sum);
    yield chunk;
  }
  if (sha256 !== undefined && hash.digest("hex") !== sha256) {
    throw new S3Error(400, "XAmzContentSHA256Mismatch", "the content is not what was signed");
  }
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(sum);
  if (crc !== undefined && bytes.toString("base64") !== crc) {
    throw new S3Error(400, "BadDigest", "the content does not have the CRC-32 that was told");
  }
}
