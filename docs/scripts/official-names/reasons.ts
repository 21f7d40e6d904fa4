const forWorkflows = "for the code of workflows";

/** Why names are not offered. The first line that fits counts. */
const reasons: readonly (readonly [names: RegExp, reason: string])[] = [
  [/Nexus/, "Nexus: by `client.workflowService` only"],
  [/StorageDriver|ExternalStorage/, "external storage: experimental"],
  [/BuildId|[Rr]eachability/, "versions by build id: deprecated"],
  [/Versioning|Deployment|^toCanonicalString$/, "worker deployments: by `client.workflowService` only"],
  [/TypeInfo|ConverterHint|TransferTypeConverter|rawPayloadTypeBrand/, "type information: experimental"],
  [/^setActivityOptions$|ActivityDefinitionOptions|ActivityFunctionWithOptions/, "type information: experimental"],
  [/^AsyncCompletion(Operation|Complete)Options$/, "type information: experimental"],
  [/Pause|Unpause|RestoreOriginal|UpdateOptionsInput|OptionsUpdate/, "administration of activities: experimental"],
  [/Plugin/, "plugins: experimental"],
  [/^Raw(?!Value)|(Request|Response)$/, "a protobuf message; `client.workflowService` has its own types"],
  [/^(Workflow|Operator|Test|Health)Service$/, "classes of protobufjs; here they are types"],
  [
    /Retry(Options|Interceptor)$|^BackoffOptions$|^isRetryableError$/,
    "interceptors of grpc-js, which is not used here",
  ],
  [/^(Loaded|Compiled|Internal)|With(Defaults|Compiled\w*)$|^compileWorkflowOptions$/, "an inner part"],
  [/^(CallContext|asyncLocalStorage|DefaultEncodedFailureAttributes)$/, "an inner part"],
  [/^(LoggerWithComposedMetadata|MetricMeterWithComposedTags|LogMetaOrFunc|MetricTagsOrFunc)$/, "an inner part"],
  [/Annotated|Update(Validator)?Type$|SignalType$|QueryType$|ReturnType$/, forWorkflows],
  [/WorkflowDefinition|WithOptions|WithStaticOptions|WorkflowStaticOptions|DefinitionOptions/, forWorkflows],
  [/TypeAndConfig|WorkflowTypeOptions|HandlerUnfinishedPolicy|SuggestContinueAsNew/, forWorkflows],
  [/^(Local)?ActivityOptions$|ActivityCancellationType/, forWorkflows],
];

/** @throws for a name that no line fits: it is to be offered, or to be given a reason. */
export function reasonFor(name: string, isDeprecated: boolean): string {
  if (isDeprecated) return "deprecated";
  const found = reasons.find(([names]) => names.test(name));
  if (found === undefined) throw new Error(`docs/scripts/official-names/reasons.ts gives no reason for '${name}'`);
  return found[1];
}
