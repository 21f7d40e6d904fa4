import type { EntityRecord, JsonValue } from "../../entity.ts";
import type { FileInfo } from "../../platform.ts";
import { isName } from "../../names.ts";
import { checkFileName, checkProjectPath } from "./file-paths.ts";
import { Refusal } from "./refusal.ts";
import { parameter, type Handlers, type RestReply, type RestRequest } from "./rest-request.ts";
import { changeStatus, entityOfRoute, requireProject, typeOfRoute } from "./stored-entities.ts";

/** The project's own file, or files, that an entity stands for. @throws Refusal 400 for those of other places */
const pathOfEntity = (request: RestRequest, entity: EntityRecord): string => {
  const { path } = entity.spec;
  return checkProjectPath(request.site.platform, parameter(request, "project"), typeof path === "string" ? path : null);
};

const signed = (request: RestRequest, method: "GET" | "PUT", path: string, part?: string): RestReply => {
  const file = { method, path, ...(part === undefined ? {} : { part }) };
  return { json: { path, ...request.site.signer.sign(request.site.url, file), method } };
};

const download = async (request: RestRequest, sub: string | null): Promise<RestReply> => {
  const path = pathOfEntity(request, await entityOfRoute(request, typeOfRoute(request)));
  const whole = sub ? `${path.replace(/\/$/u, "")}/${checkFileName(sub)}` : path;
  if ((await request.site.platform.fileInfo(whole)) === undefined) throw new Refusal(404, `there is no file ${whole}`);
  return signed(request, "GET", whole);
};

/** Where a file of an entity goes that may not have been created yet. */
const newFilePath = async (request: RestRequest): Promise<string> => {
  const project = await requireProject(request);
  const type = typeOfRoute(request);
  const id = parameter(request, "id");
  const file = checkFileName(request.query.get("filename"));
  const stored = await request.site.platform.read({ type, project, id });
  const name = stored?.name ?? request.query.get("name") ?? id;
  if (!isName(name)) throw new Refusal(400, `'${name.slice(0, 100)}' cannot be the name of a ${type}`);
  return request.site.platform.filePath({ type, project, id, name }, file);
};

const requirePath = async (request: RestRequest): Promise<string> =>
  checkProjectPath(request.site.platform, await requireProject(request), request.query.get("path"));

/** Core takes a folder and a name in it; a whole path alone is taken, too. */
const newStorePath = async (request: RestRequest): Promise<string> => {
  const path = await requirePath(request);
  const filename = request.query.get("filename");
  return filename === null ? path : `${path.replace(/\/$/u, "")}/${checkFileName(filename)}`;
};

export const fileHandlers: Handlers<
  | "fileInfo"
  | "writeFileInfo"
  | "download"
  | "downloadPart"
  | "upload"
  | "startMultipart"
  | "multipartPart"
  | "completeMultipart"
  | "storeFileInfo"
  | "storeDownload"
  | "storeUpload"
> = {
  fileInfo: async (request) => {
    const entity = await entityOfRoute(request, typeOfRoute(request));
    const told = entity.status["files"] as readonly FileInfo[] | undefined;
    if (Array.isArray(told) && told.some((file) => file !== null)) return { json: told };
    return { json: await request.site.platform.files(pathOfEntity(request, entity)) };
  },

  writeFileInfo: async (request) => {
    const type = typeOfRoute(request);
    const files = await request.json();
    if (!Array.isArray(files)) throw new Refusal(400, "files are told as a list");
    await changeStatus(request, type, (status) => ({ ...status, files: files as readonly JsonValue[] }));
    return { json: files };
  },

  download: (request) => download(request, request.query.get("sub")),
  downloadPart: (request) => download(request, parameter(request, "path")),
  upload: async (request) => signed(request, "PUT", await newFilePath(request)),

  startMultipart: async (request) => {
    const path = await newFilePath(request);
    return { json: { path, uploadId: await request.site.uploads.start(path) } };
  },

  multipartPart: async (request) => {
    const path = await requirePath(request);
    const { uploadId, partNumber } = Object.fromEntries(request.query);
    return signed(request, "PUT", path, `${uploadId ?? ""}/${partNumber ?? ""}`);
  },

  completeMultipart: async (request) => {
    const path = await requirePath(request);
    const { uploads, platform } = request.site;
    const id = request.query.get("uploadId") ?? "";
    await platform.upload(path, uploads.read(id, path));
    await uploads.forget(id, path);
    return { json: { path } };
  },

  storeFileInfo: async (request) => ({ json: await request.site.platform.files(await requirePath(request)) }),
  storeDownload: async (request) => signed(request, "GET", await requirePath(request)),
  storeUpload: async (request) => signed(request, "PUT", await newStorePath(request)),
};
