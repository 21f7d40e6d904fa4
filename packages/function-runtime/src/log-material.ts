import { checkOptions } from "@millrace/protocol";
import { materialOptionNames, newMaterial, type MaterialOptions } from "./create-material.ts";
import type { EntityRecord, JsonObject } from "./entity.ts";
import { FunctionError } from "./errors.ts";
import { newId } from "./keys.ts";
import { contentOfData, contentOfPath, type MaterialContent } from "./material-content.ts";
import type { MaterialType } from "./material.ts";
import { refuseProject } from "./metadata.ts";
import { checkName, checkUuid } from "./names.ts";
import type { Project } from "./project.ts";
import { tableFormatOf, tableOfData, tableOfPath, type TableContent, type TableFormat } from "./table-content.ts";

interface LogOptions extends MaterialOptions {
  readonly sourcePath?: string | undefined;
  readonly data?: unknown;
  readonly contentType?: string;
  readonly fileName?: string;
  readonly format?: TableFormat;
}

/**
 * Makes an entity and uploads its content. Its states are CREATED, UPLOADING, and READY or ERROR; when it is READY and
 * was logged within a run, it is one of that run's outputs.
 */
export async function logMaterial(project: Project, type: MaterialType, options: LogOptions): Promise<EntityRecord> {
  const where = `project.log${type[0]?.toUpperCase()}${type.slice(1)}`;
  refuseProject(options, where);
  const ofData = type === "dataitem" ? ["format"] : ["contentType", "fileName"];
  checkOptions(options, [...materialOptionNames[type], "sourcePath", "data", ...ofData], where);
  const name = checkName(options.name, type);
  const { content, table } = await readContent(type, options, where);

  const id = options.uuid === undefined ? newId() : checkUuid(options.uuid);
  const at = pathOf(project, { type, project: project.name, id, name }, content);
  const kind = options.kind ?? (table === undefined ? undefined : "table");
  const spec: JsonObject = {
    path: at,
    ...(options.sourcePath === undefined ? {} : { src_path: options.sourcePath }),
    ...(table === undefined ? {} : { schema: table.schema }),
  };
  const described = kind === undefined ? options : { ...options, kind };
  const created = await project.platform.create(type, newMaterial(project, type, described, { id, spec }));
  const ready = await upload(project, created, { type, at, content, preview: table?.preview });
  project.scope?.outputs.set(name, ready.key);
  return ready;
}

/** Everything that can be wrong with the content is found before an entity is made for it. */
async function readContent(
  type: MaterialType,
  options: LogOptions,
  where: string,
): Promise<{ readonly content: MaterialContent; readonly table?: TableContent }> {
  const { name, sourcePath, data, format } = options;
  if ((sourcePath === undefined) === (data === undefined)) {
    const fault = data === undefined ? "needs 'sourcePath' or" : "takes only one of 'sourcePath' and";
    throw new FunctionError("FUNCTION_INVALID_CALL", `${where} ${fault} 'data'`);
  }
  if (sourcePath === undefined) {
    if (type !== "dataitem") return { content: contentOfData(name, data, options) };
    const table = await tableOfData(name, data, format);
    return { content: table.content ?? contentOfData(name, "", {}), table };
  }
  const content = await contentOfPath(sourcePath);
  const found = type === "dataitem" && !content.folder ? tableFormatOf(sourcePath) : undefined;
  const wantsTable = options.kind === undefined || options.kind === "table";
  if (found !== undefined && wantsTable) return { content, table: await tableOfPath(sourcePath, found) };
  if (options.kind !== "table") return { content };
  throw new FunctionError(
    "FUNCTION_INVALID_FIELD",
    `${where}: a table is a .parquet or .csv file, not '${sourcePath}'`,
  );
}

function pathOf(
  project: Project,
  place: { type: MaterialType; project: string; id: string; name: string },
  { files, folder }: MaterialContent,
): string {
  const first = files[0]?.name ?? "";
  const at = project.platform.filePath(place, first);
  return folder ? at.slice(0, at.length - first.length) : at;
}

async function upload(
  { platform }: Project,
  created: EntityRecord,
  {
    type,
    at,
    content,
    preview,
  }: {
    readonly type: MaterialType;
    readonly at: string;
    readonly content: MaterialContent;
    readonly preview: JsonObject | undefined;
  },
): Promise<EntityRecord> {
  const move = (record: EntityRecord, change: JsonObject): Promise<EntityRecord> =>
    platform.update(type, { ...record, status: { ...record.status, ...change } });
  const uploading = await move(created, { state: "UPLOADING" });
  try {
    const files: JsonObject[] = [];
    for (const { name, contentType, open } of content.files) {
      files.push({ ...(await platform.upload(content.folder ? `${at}${name}` : at, open(), contentType)) });
    }
    return await move(uploading, { state: "READY", files, ...(preview === undefined ? {} : { preview }) });
  } catch (error) {
    await move(uploading, { state: "ERROR", message: error instanceof Error ? error.message : String(error) });
    throw error;
  }
}
