/** What most verbs work on. */
export const moduleArgument = {
  summary: "A module that exports pipelines: .js, .mjs, or .ts where Node runs it",
} as const;

/** Which of the module's pipelines is meant. */
export const pipelineOption = {
  type: "string",
  value: "name",
  summary: "The export or name of the pipeline, if there are several",
} as const;
