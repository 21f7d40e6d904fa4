import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { GrpcListen } from "@millrace/protocol/grpc";
import { UdfError } from "../errors.ts";
import { messageOf } from "../internal/message-of.ts";
import { formatServerInfo, type ServerInfo } from "../server-info.ts";

/** Puts the file there in one step: a reader sees what was there before, or all of it. */
export async function writeInfoFile(file: string, info: ServerInfo): Promise<void> {
  const draft = path.join(path.dirname(file), `.${path.basename(file)}.${randomUUID()}`);
  try {
    await writeFile(draft, formatServerInfo(info), { flag: "wx" });
    await rename(draft, file);
  } catch (cause) {
    await rm(draft, { force: true });
    throw unusable(file, cause);
  }
}

export const removeInfoFile = (file: string): Promise<void> => rm(file, { force: true });

/** Makes the folder that a socket or server-info file is to be in. */
export async function makeFolderOf(file: string): Promise<void> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
  } catch (cause) {
    throw unusable(file, cause);
  }
}

/** What listening at a socket failed with, as its directory's fault where it is that. */
export function listenFailure(listen: GrpcListen, error: unknown): unknown {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = (cause as NodeJS.ErrnoException | undefined)?.code;
  return "path" in listen && ["EACCES", "EPERM", "EROFS"].includes(code ?? "") ? unusable(listen.path, cause) : error;
}

function unusable(file: string, cause: unknown): UdfError {
  const message = `'${file}' cannot be written: ${messageOf(cause)}; make its directory writable, or choose another with 'directory'`;
  return new UdfError("UDF_DIRECTORY_UNUSABLE", message, { cause, details: { file } });
}
