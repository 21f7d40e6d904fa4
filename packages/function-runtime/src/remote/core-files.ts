import { createHash } from "node:crypto";
import { FunctionError } from "../errors.ts";
import type { FileInfo } from "../platform.ts";
import { collectionOf } from "../wire/paths.ts";
import type { CoreConnection } from "./core-connection.ts";
import { fileInfosOf } from "./file-infos.ts";
import { partsOf } from "./parts.ts";
import { SignedTransfer } from "./signed-transfer.ts";
import { checkStorePath, hasOwnFiles, placeOfPath, projectOfPath, splitPath, type StorePlace } from "./store-path.ts";

/** Folders in folders in folders: more is a loop. */
const deepestFolder = 32;

/** Files of Core's stores by the signed addresses that Core gives, so that no store's own SDK is needed. */
export class CoreFiles {
  readonly #connection: CoreConnection;
  readonly #transfer: SignedTransfer;
  /** For paths that do not say it: Core signs for members of a project. */
  readonly #project: () => string | undefined;

  constructor(connection: CoreConnection, project: () => string | undefined) {
    this.#connection = connection;
    this.#transfer = new SignedTransfer(connection);
    this.#project = project;
  }

  async upload(
    path: string,
    content: AsyncIterable<Uint8Array> | Uint8Array,
    contentType: string = "application/octet-stream",
  ): Promise<FileInfo> {
    checkStorePath(path);
    const hash = createHash("sha256");
    let size = 0;
    const tags: string[] = [];
    let uploadId: string | undefined;
    for await (const { bytes, isLast } of partsOf(content)) {
      hash.update(bytes);
      size += bytes.byteLength;
      if (isLast && uploadId === undefined) {
        const { url } = await this.#ask(path, "upload");
        await this.#transfer.put(this.#text(url, path), bytes, contentType);
        break;
      }
      uploadId ??= this.#text((await this.#ask(path, "startMultipart")).uploadId, path);
      const { url } = await this.#ask(path, "multipartPart", { uploadId, partNumber: tags.length + 1 });
      tags.push(await this.#transfer.put(this.#text(url, path), bytes));
    }
    if (uploadId !== undefined) await this.#ask(path, "completeMultipart", { uploadId, partList: tags });
    const last_modified = new Date().toISOString();
    const name = splitPath(path)[1];
    return { path, name, size, content_type: contentType, hash: `sha256:${hash.digest("hex")}`, last_modified };
  }

  async download(path: string): Promise<AsyncIterable<Uint8Array>> {
    const project = this.#projectOf(checkStorePath(path));
    const answer = await this.#connection.request("storeDownload", { parameters: { project }, query: { path } });
    return this.#transfer.get(this.#text(linkOf(answer).url, path), path);
  }

  async fileInfo(path: string): Promise<FileInfo | undefined> {
    const infos = await this.#infos(checkStorePath(path));
    return infos.find((info) => !info.path.endsWith("/"));
  }

  async files(path: string): Promise<readonly FileInfo[]> {
    return this.#filesBelow(checkStorePath(path), 0);
  }

  async #filesBelow(path: string, depth: number): Promise<readonly FileInfo[]> {
    if (depth > deepestFolder) return [];
    const found: FileInfo[] = [];
    for (const info of await this.#infos(path)) {
      if (!info.path.endsWith("/")) found.push(info);
      else if (info.path !== path) found.push(...(await this.#filesBelow(info.path, depth + 1)));
    }
    return found;
  }

  async #infos(path: string): Promise<readonly FileInfo[]> {
    const project = this.#projectOf(path);
    try {
      const answer = await this.#connection.request("storeFileInfo", { parameters: { project }, query: { path } });
      return fileInfosOf(answer, path);
    } catch (error) {
      if (FunctionError.is(error) && isAbsence(error)) return [];
      throw error;
    }
  }

  /** Entities' files are asked for by the entity, which need not be there yet; all others by their path. */
  async #ask(
    path: string,
    step: "upload" | "startMultipart" | "multipartPart" | "completeMultipart",
    part: { readonly uploadId?: string; readonly partNumber?: number; readonly partList?: readonly string[] } = {},
  ): Promise<Link> {
    const place = placeOfPath(path);
    if (place !== undefined && hasOwnFiles(place)) {
      const parameters = { project: place.project, collection: collectionOf(place.type as "artifact"), id: place.id };
      const begins = step === "upload" || step === "startMultipart";
      const query = begins ? { filename: place.file, name: place.name } : { path, ...part };
      const link = linkOf(await this.#connection.request(step, { parameters, query }));
      if (begins && link.path !== undefined && link.path !== path) throw elsewhere(path, link.path, place);
      return link;
    }
    if (step !== "upload")
      throw new FunctionError(
        "FUNCTION_INVALID_PATH",
        `${path} is too large for one request, and Core takes parts only for files of artifacts, dataitems and models`,
      );
    const [folder, filename] = splitPath(path);
    const parameters = { project: this.#projectOf(path) };
    return linkOf(await this.#connection.request("storeUpload", { parameters, query: { path: folder, filename } }));
  }

  #projectOf(path: string): string {
    const project = projectOfPath(path) ?? this.#project();
    if (project !== undefined) return project;
    throw new FunctionError(
      "FUNCTION_INVALID_PATH",
      `${path} does not say its project, which Core must know; read or create the project first`,
    );
  }

  #text(value: unknown, path: string): string {
    if (typeof value === "string" && value !== "") return value;
    throw new FunctionError("FUNCTION_CORE_BAD_ANSWER", `Core gave no address for ${path}`);
  }
}

interface Link {
  readonly path?: unknown;
  readonly url?: unknown;
  readonly uploadId?: unknown;
}

const linkOf = (answer: unknown): Link => (typeof answer === "object" && answer !== null ? answer : {});

/** Core answers for a file that is not there with the words of its store, and 400 or 500. */
function isAbsence(error: FunctionError): boolean {
  if (error.code === "FUNCTION_NOT_FOUND") return true;
  return error.code === "FUNCTION_CORE_REJECTED" && /nosuchkey|not found|status code: 404/i.test(error.message);
}

function elsewhere(path: string, there: unknown, { project, type, name, id }: StorePlace): FunctionError {
  const text = String(there);
  const end = text.indexOf(`/${project}/${type}/${name}/${id}/`);
  const store = end < 0 ? "another store" : text.slice(0, end);
  return new FunctionError(
    "FUNCTION_CORE_NO_FILES_STORE",
    `Core keeps files of ${project} in ${store}, not where ${path} is; give that as 'filesStore'`,
  );
}
