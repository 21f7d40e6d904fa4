import type { RestReply } from "./rest-request.ts";
import { S3Error, xmlDocument } from "./s3-error.ts";
import { listObjects } from "./s3-list.ts";
import { abortMultipart, completeMultipart, createMultipart, uploadPart } from "./s3-multipart.ts";
import { deleteObject, getObject, putObject } from "./s3-objects.ts";
import { checkBucket, type S3Request } from "./s3-request.ts";

/** The operations of S3 that DigitalHub's SDK uses through boto3. */
export const handleS3 = async (request: S3Request): Promise<RestReply> => {
  checkBucket(request.bucket);
  return request.key === "" ? onBucket(request) : onObject(request);
};

const onBucket = (request: S3Request): Promise<RestReply> => {
  if (request.method === "HEAD") return Promise.resolve({});
  if (request.method !== "GET") throw notAllowed(request);
  if (!request.query.has("location")) return listObjects(request);
  const content = xmlDocument("LocationConstraint", "");
  return Promise.resolve({ headers: { "content-type": "application/xml" }, content });
};

const onObject = (request: S3Request): Promise<RestReply> => {
  const { method, query } = request;
  const isPart = query.has("uploadId");
  switch (method) {
    case "GET":
    case "HEAD":
      return getObject(request);
    case "PUT":
      return isPart ? uploadPart(request) : putObject(request);
    case "POST":
      if (query.has("uploads")) return createMultipart(request);
      if (isPart) return completeMultipart(request);
      throw notAllowed(request);
    case "DELETE":
      return isPart ? abortMultipart(request) : deleteObject(request);
    default:
      throw notAllowed(request);
  }
};

const notAllowed = ({ method }: S3Request): S3Error =>
  new S3Error(405, "MethodNotAllowed", `${method} is not an operation of this server's S3 surface`);
