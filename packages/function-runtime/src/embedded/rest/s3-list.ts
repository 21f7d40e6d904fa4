import type { FileInfo } from "../../platform.ts";
import { tagOf } from "./file-reply.ts";
import type { RestReply } from "./rest-request.ts";
import { S3Error, xmlDocument, xmlElements } from "./s3-error.ts";
import type { S3Request } from "./s3-request.ts";

const most = 1000;

const xmlReply = (content: string): RestReply => ({ headers: { "content-type": "application/xml" }, content });

const keyOf = (bucket: string, { path }: FileInfo): string => path.slice(`s3://${bucket}/`.length);

/** The objects whose key begins with a prefix, in the order of their keys. */
const objectsWith = async ({ site, bucket }: S3Request, prefix: string): Promise<readonly FileInfo[]> => {
  const folder = prefix.slice(0, prefix.lastIndexOf("/") + 1);
  const files = await site.platform.files(`s3://${bucket}/${folder}`);
  return files
    .filter((file) => keyOf(bucket, file).startsWith(prefix))
    .toSorted((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
};

/** Where a list goes on: behind this key. Made here, so it is read without a doubt. */
const startOf = (query: URLSearchParams): string => {
  const token = query.get("continuation-token");
  return token === null ? (query.get("start-after") ?? "") : Buffer.from(token, "base64url").toString("utf8");
};

interface Entry {
  /** Of an object its key, of a common prefix that. */
  readonly name: string;
  readonly file?: FileInfo;
}

/** Objects and what a delimiter makes one of several. */
const entriesOf = (bucket: string, files: readonly FileInfo[], prefix: string, delimiter: string): readonly Entry[] => {
  const entries: Entry[] = [];
  for (const file of files) {
    const key = keyOf(bucket, file);
    const end = delimiter === "" ? -1 : key.indexOf(delimiter, prefix.length);
    if (end < 0) entries.push({ name: key, file });
    else if (entries.at(-1)?.name !== key.slice(0, end + delimiter.length)) {
      entries.push({ name: key.slice(0, end + delimiter.length) });
    }
  }
  return entries;
};

/** ListObjectsV2. */
export const listObjects = async (request: S3Request): Promise<RestReply> => {
  const { bucket, query } = request;
  const prefix = query.get("prefix") ?? "";
  const delimiter = query.get("delimiter") ?? "";
  const wanted = query.get("max-keys") ?? String(most);
  if (!/^\d{1,9}$/u.test(wanted)) throw new S3Error(400, "InvalidArgument", "'max-keys' is a whole number");
  const maxKeys = Math.min(Number(wanted), most);

  const start = startOf(query);
  const entries = entriesOf(bucket, await objectsWith(request, prefix), prefix, delimiter);
  const rest = entries.filter(({ name }) => name > start);
  const page = rest.slice(0, maxKeys);
  const isTruncated = page.length > 0 && page.length < rest.length;
  const encode = query.get("encoding-type") === "url" ? encodeURIComponent : (text: string): string => text;
  const token = Buffer.from(page.at(-1)?.name ?? "", "utf8").toString("base64url");
  const head = xmlElements({
    Name: bucket,
    Prefix: encode(prefix),
    ...(delimiter === "" ? {} : { Delimiter: encode(delimiter) }),
    ...(query.get("encoding-type") === "url" ? { EncodingType: "url" } : {}),
    KeyCount: page.length,
    MaxKeys: maxKeys,
    IsTruncated: isTruncated,
    ...(isTruncated ? { NextContinuationToken: token } : {}),
  });
  const body = page.map(({ name, file }) =>
    file === undefined
      ? `<CommonPrefixes>${xmlElements({ Prefix: encode(name) })}</CommonPrefixes>`
      : `<Contents>${xmlElements({
          Key: encode(name),
          LastModified: new Date(file.last_modified).toISOString(),
          ETag: tagOf(file),
          Size: file.size,
          StorageClass: "STANDARD",
        })}</Contents>`,
  );
  return xmlReply(xmlDocument("ListBucketResult", head + body.join("")));
};
