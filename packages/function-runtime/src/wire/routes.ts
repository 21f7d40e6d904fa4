/** One operation of the REST API of DigitalHub Core, as far as both sides here speak it. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** `{name}` stands for one part; `{name*}`, at the end, for all parts that follow. */
  readonly path: string;
  readonly summary: string;
  /** What `{collection}` may be. Default all of {@link collections}. */
  readonly collections?: readonly Collection[];
  /** The names that the query may have; others are ignored, as Core does. */
  readonly query?: readonly string[];
  /** What the body is. Absent: none is read. */
  readonly body?: "entity" | "value" | "bytes";
  /** Needs no credentials. */
  readonly open?: true;
}

/** The types of a project's entities, as paths have them. */
export const collections: readonly Collection[] = [
  "functions",
  "tasks",
  "runs",
  "artifacts",
  "dataitems",
  "models",
  "secrets",
];

export type Collection = "functions" | "tasks" | "runs" | "artifacts" | "dataitems" | "models" | "secrets";

const withFiles: readonly Collection[] = ["artifacts", "dataitems", "models"];
const withMetrics: readonly Collection[] = ["runs", "models"];

const context = "/api/v1/-/{project}";
const listQuery = ["page", "size", "sort", "q", "name", "kind", "user", "state", "created", "updated", "versions"];
const signedQuery = ["path", "expires", "part", "signature"];
const ofTasksAndRuns = ["function", "workflow", "task", "action"];

/** The operations, as both sides name them. */
export type RouteName =
  | "health"
  | "configuration"
  | "openIdConfiguration"
  | "apiDocs"
  | "checkAuth"
  | "me"
  | "listProjects"
  | "createProject"
  | "readProject"
  | "updateProject"
  | "deleteProject"
  | "projectRelationships"
  | "readSecrets"
  | "writeSecrets"
  | "storeFileInfo"
  | "storeDownload"
  | "storeUpload"
  | "listEntities"
  | "createEntity"
  | "deleteByName"
  | "readEntity"
  | "updateEntity"
  | "deleteEntity"
  | "relationships"
  | "functionTasks"
  | "taskRuns"
  | "runLogs"
  | "runAction"
  | "metrics"
  | "metric"
  | "writeMetric"
  | "fileInfo"
  | "writeFileInfo"
  | "download"
  | "downloadPart"
  | "upload"
  | "startMultipart"
  | "multipartPart"
  | "completeMultipart"
  | "readSigned"
  | "writeSigned";

/** The order decides: the first route that fits is taken. */
export const routes: Readonly<Record<RouteName, Route>> = {
  health: { method: "GET", path: "/health", summary: "Whether the server runs", open: true },
  configuration: { method: "GET", path: "/.well-known/configuration", summary: "What a client needs", open: true },
  openIdConfiguration: {
    method: "GET",
    path: "/.well-known/openid-configuration",
    summary: "Where tokens come from: nowhere here",
    open: true,
  },
  apiDocs: { method: "GET", path: "/v1/api-docs", summary: "This document", open: true },
  checkAuth: { method: "GET", path: "/api/auth", summary: "Whether the credentials are good" },
  me: { method: "GET", path: "/api/v1/users/me", summary: "Who the credentials belong to" },

  listProjects: { method: "GET", path: "/api/v1/projects", summary: "A page of projects", query: listQuery },
  createProject: { method: "POST", path: "/api/v1/projects", summary: "A new project", body: "entity" },
  readProject: { method: "GET", path: "/api/v1/projects/{id}", summary: "A project with what belongs to it" },
  updateProject: { method: "PUT", path: "/api/v1/projects/{id}", summary: "Changes a project", body: "entity" },
  deleteProject: {
    method: "DELETE",
    path: "/api/v1/projects/{id}",
    summary: "Deletes a project",
    query: ["cascade"],
  },
  projectRelationships: { method: "GET", path: "/api/v1/projects/{id}/relationships", summary: "What it relates to" },

  readSecrets: { method: "GET", path: `${context}/secrets/data`, summary: "Values of secrets", query: ["keys"] },
  writeSecrets: { method: "PUT", path: `${context}/secrets/data`, summary: "Sets values of secrets", body: "value" },

  storeFileInfo: { method: "GET", path: `${context}/files/info`, summary: "The files at a path", query: ["path"] },
  storeDownload: { method: "GET", path: `${context}/files/download`, summary: "A URL to read", query: ["path"] },
  storeUpload: {
    method: "POST",
    path: `${context}/files/upload`,
    summary: "A URL to write",
    query: ["path", "filename"],
  },

  listEntities: {
    method: "GET",
    path: `${context}/{collection}`,
    summary: "A page of the newest versions, or of all with versions=all",
    query: [...listQuery, ...ofTasksAndRuns],
  },
  createEntity: { method: "POST", path: `${context}/{collection}`, summary: "A new version", body: "entity" },
  deleteByName: {
    method: "DELETE",
    path: `${context}/{collection}`,
    summary: "Deletes all versions of a name",
    query: ["name", "cascade"],
  },
  readEntity: { method: "GET", path: `${context}/{collection}/{id}`, summary: "One version" },
  updateEntity: { method: "PUT", path: `${context}/{collection}/{id}`, summary: "Changes a version", body: "entity" },
  deleteEntity: {
    method: "DELETE",
    path: `${context}/{collection}/{id}`,
    summary: "Deletes one version",
    query: ["cascade"],
  },
  relationships: { method: "GET", path: `${context}/{collection}/{id}/relationships`, summary: "What it relates to" },

  functionTasks: { method: "GET", path: `${context}/functions/{id}/tasks`, summary: "The tasks of a function" },
  taskRuns: { method: "GET", path: `${context}/tasks/{id}/runs`, summary: "A page of a task's runs", query: listQuery },
  runLogs: { method: "GET", path: `${context}/runs/{id}/logs`, summary: "What a run printed" },
  runAction: { method: "POST", path: `${context}/runs/{id}/{action}`, summary: "An event of the run's state machine" },

  metrics: {
    method: "GET",
    path: `${context}/{collection}/{id}/metrics`,
    summary: "All metrics",
    collections: withMetrics,
  },
  metric: {
    method: "GET",
    path: `${context}/{collection}/{id}/metrics/{name}`,
    summary: "One metric: a number or several",
    collections: withMetrics,
  },
  writeMetric: {
    method: "PUT",
    path: `${context}/{collection}/{id}/metrics/{name}`,
    summary: "Sets a metric",
    collections: withMetrics,
    body: "value",
  },

  fileInfo: {
    method: "GET",
    path: `${context}/{collection}/{id}/files/info`,
    summary: "The files of an entity",
    collections: withFiles,
  },
  writeFileInfo: {
    method: "PUT",
    path: `${context}/{collection}/{id}/files/info`,
    summary: "Tells which files an entity has",
    collections: withFiles,
    body: "value",
  },
  download: {
    method: "GET",
    path: `${context}/{collection}/{id}/files/download`,
    summary: "A URL to read the entity's file, or one below it",
    collections: withFiles,
    query: ["sub"],
  },
  downloadPart: {
    method: "GET",
    path: `${context}/{collection}/{id}/files/download/{path*}`,
    summary: "A URL to read one of the entity's files",
    collections: withFiles,
  },
  upload: {
    method: "POST",
    path: `${context}/{collection}/{id}/files/upload`,
    summary: "A URL to write a file of an entity, which may not be there yet",
    collections: withFiles,
    query: ["filename", "name"],
  },
  startMultipart: {
    method: "POST",
    path: `${context}/{collection}/{id}/files/multipart/start`,
    summary: "Begins a file that comes in parts",
    collections: withFiles,
    query: ["filename", "name"],
  },
  multipartPart: {
    method: "PUT",
    path: `${context}/{collection}/{id}/files/multipart/part`,
    summary: "A URL to write one part",
    collections: withFiles,
    query: ["path", "uploadId", "partNumber"],
  },
  completeMultipart: {
    method: "POST",
    path: `${context}/{collection}/{id}/files/multipart/complete`,
    summary: "Puts the parts together",
    collections: withFiles,
    query: ["path", "uploadId", "partList"],
  },

  // Their signature is the credential.
  readSigned: {
    method: "GET",
    path: "/files/content",
    summary: "Reads what a signed URL names",
    query: signedQuery,
    open: true,
  },
  writeSigned: {
    method: "PUT",
    path: "/files/content",
    summary: "Writes what a signed URL names",
    query: signedQuery,
    body: "bytes",
    open: true,
  },
};
