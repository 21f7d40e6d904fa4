export { functionErrors } from "./error-table.ts";
export type { FunctionErrorCode } from "./error-table.ts";
export { FunctionError } from "./errors.ts";
export { declarationOf, handler } from "./handler.ts";
export type {
  AnyFunction,
  AnyInit,
  Declaration,
  HandlerFunction,
  HandlerOptions,
  InputType,
  OutputDeclaration,
  OutputKind,
  OutputOption,
  ParameterSchema,
} from "./handler.ts";
export type { HandlerCall, InputEntities, InputTypes, PlainHandlerCall, Reserved } from "./handler-call.ts";
export type { FunctionContext, FunctionEvent, FunctionResponse } from "./function-context.ts";
export type { FunctionLogger, LogMethod } from "./function-logger.ts";
export { serve } from "./serve.ts";
export type { ServeFunctionOptions } from "./serve.ts";
export type { RunningService } from "./embedded/http/serve-function.ts";
export { serveDefaults } from "./embedded/http/serve-options.ts";
export type { ServeLimits, ServeOptions } from "./embedded/http/serve-options.ts";
export { actions, functionKind, nodeVersions } from "./kinds.ts";
export type { Action, ArtifactKind, DataitemKind, ModelKind, NodeVersion } from "./kinds.ts";
export {
  entityKey,
  functionString,
  parseFunctionString,
  parseKey,
  parseProjectKey,
  parseTaskString,
  projectKey,
  taskString,
} from "./keys.ts";
export type { EntityKey, FunctionReference, TaskReference } from "./keys.ts";
export { isFinal, nextState, nextStates, runStates, runTransitions } from "./run-states.ts";
export type { RunEvent, RunState } from "./run-states.ts";
export type * from "./entity.ts";
export type { EntityFilter, EntityPlace, FileInfo, LogLine, Page, PageRequest, Platform } from "./platform.ts";
export type { ConnectOptions, PlatformOptions } from "./connect-options.ts";
export type { EmbeddedOptions } from "./embedded/open-embedded.ts";
export { connectProject, Project } from "./project.ts";
export type { ProjectParts } from "./project.ts";
export type { RunScope } from "./run-scope.ts";
export type { DeleteOptions } from "./entity-catalog.ts";
export { newArtifact, newDataitem, newFunction, newModel } from "./new-function.ts";
export type { InProject } from "./new-function.ts";
export { Function } from "./function-object.ts";
export type { FunctionOptions, ProjectFunctionOptions } from "./function-options.ts";
export { functionDefaults } from "./run-options.ts";
export type { CommonRunOptions, LocalRunOptions, RunOptions } from "./run-options.ts";
export type * from "./task-options.ts";
export { Run } from "./run.ts";
export type { RunStatus, ServiceStatus } from "./run.ts";
export type { InvokeOptions } from "./invoke.ts";
export type { WaitOptions } from "./wait-for-run.ts";
export type { Secrets } from "./secrets.ts";
export { Artifact } from "./artifact.ts";
export { Dataitem } from "./dataitem.ts";
export type { ColumnType, TableColumn, TableColumns } from "./data/columns.ts";
export type { SchemaField, TablePreview } from "./dataitem.ts";
export { Model } from "./model.ts";
export type { DownloadOptions } from "./material-files.ts";
export type { Lineage } from "./lineage.ts";
export type { Material, MaterialType } from "./material.ts";
export type * from "./material-options.ts";
export { clientDefaults, createClient } from "./service-client.ts";
export type { ClientCallOptions, ClientOptions, ServiceClient } from "./service-client.ts";
export { coreDefaults, openCore } from "./remote/core-client.ts";
export type { CoreOAuth, CoreOptions } from "./remote/core-client.ts";
export type { CoreCredentials } from "./remote/credentials.ts";
