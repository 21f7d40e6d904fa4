import { tagOf } from "./file-reply.ts";
import { readAll } from "./request-body.ts";
import type { RestReply } from "./rest-request.ts";
import { checkedContent } from "./s3-body.ts";
import { S3Error, xmlDocument, xmlElements } from "./s3-error.ts";
import { pathOfObject, type S3Request } from "./s3-request.ts";

/** A part's element has its number, its tag and perhaps checksums: for 10,000 of them it is enough. */
const longestListBytes = 4 * 2 ** 20;

const idOf = ({ query }: S3Request): string => query.get("uploadId") ?? "";

const xmlReply = (content: string): RestReply => ({ headers: { "content-type": "application/xml" }, content });

export const createMultipart = async (request: S3Request): Promise<RestReply> => {
  const { site, bucket, key, headers } = request;
  const id = await site.uploads.start(pathOfObject(request), headers["content-type"]);
  const content = xmlElements({ Bucket: bucket, Key: key, UploadId: id });
  return xmlReply(xmlDocument("InitiateMultipartUploadResult", content));
};

export const uploadPart = async (request: S3Request): Promise<RestReply> => {
  const number = Number(request.query.get("partNumber"));
  const content = checkedContent(request.headers, request.content());
  const tag = await request.site.uploads.put(idOf(request), pathOfObject(request), number, content);
  return { headers: { etag: `"${tag}"` } };
};

/** Part numbers of the body, which must go up. */
const readNumbers = (xml: string): readonly number[] => {
  const numbers = [...xml.matchAll(/<PartNumber>\s*(\d{1,5})\s*<\/PartNumber>/gu)].map(([, number]) => Number(number));
  if (numbers.length === 0) throw new S3Error(400, "MalformedXML", "the body names no parts");
  if (numbers.some((number, index) => index > 0 && number <= (numbers[index - 1] ?? 0))) {
    throw new S3Error(400, "InvalidPartOrder", "parts are named in the order of their numbers");
  }
  return numbers;
};

export const completeMultipart = async (request: S3Request): Promise<RestReply> => {
  const { site, bucket, key } = request;
  const id = idOf(request);
  const path = pathOfObject(request);
  const numbers = readNumbers((await readAll(request.content(longestListBytes))).toString("utf8"));
  const info = await site.platform.upload(
    path,
    site.uploads.read(id, path, numbers),
    site.uploads.contentTypeOf(id, path),
  );
  await site.uploads.forget(id, path);
  const content = xmlElements({
    Location: `${site.s3Url}/${bucket}/${key}`,
    Bucket: bucket,
    Key: key,
    ETag: tagOf(info),
  });
  return xmlReply(xmlDocument("CompleteMultipartUploadResult", content));
};

export const abortMultipart = async (request: S3Request): Promise<RestReply> => {
  await request.site.uploads.forget(idOf(request), pathOfObject(request));
  return { status: 204 };
};
