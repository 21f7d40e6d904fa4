import { fileReply, tagOf } from "./file-reply.ts";
import type { RestReply } from "./rest-request.ts";
import { checkedContent } from "./s3-body.ts";
import { S3Error } from "./s3-error.ts";
import { pathOfObject, type S3Request } from "./s3-request.ts";

/** GET and HEAD, with `Range`. */
export const getObject = async (request: S3Request): Promise<RestReply> => {
  const { site, headers } = request;
  const info = request.key.endsWith("/") ? undefined : await site.platform.fileInfo(pathOfObject(request));
  if (info === undefined) throw new S3Error(404, "NoSuchKey", `there is no object '${request.key}'`);
  return fileReply(site.platform, info, headers.range);
};

export const putObject = async (request: S3Request): Promise<RestReply> => {
  if (request.headers["x-amz-copy-source"] !== undefined) {
    // S3's own code; DigitalHub's SDK copies nothing.
    throw new S3Error(400, "NotImplemented", "objects are not copied here; read it and write it again");
  }
  const content = checkedContent(request.headers, request.content());
  const type = request.headers["content-type"];
  const info = await request.site.platform.upload(pathOfObject(request), content, type);
  return { headers: { etag: tagOf(info) } };
};

/** An object that is not there has been deleted well. */
export const deleteObject = async (request: S3Request): Promise<RestReply> => {
  const { platform } = request.site;
  const path = pathOfObject(request);
  if (request.key.endsWith("/") || (await platform.fileInfo(path)) === undefined) return { status: 204 };
  if (platform.deleteFiles === undefined) {
    throw new S3Error(403, "AccessDenied", "a file is deleted together with its entity");
  }
  await platform.deleteFiles(path);
  return { status: 204 };
};
