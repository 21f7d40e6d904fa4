/** Why names are not offered. The first line that fits counts. */
const reasons: readonly (readonly [names: RegExp, reason: string])[] = [
  [/Nexus/, "Nexus: by `client.workflowService` only"],
  [/StorageDriver|ExternalStorage/, "external storage: experimental"],
  [/BuildId|TaskQueueClient|[Rr]eachability|MergeSets|^Promote|^AddNew/, "versions by build id"],
  [/Versioning|Deployment/, "worker deployments: by `client.workflowService` only"],
  [/[Mm]etric/, "metrics"],
  [/TypeInfo|ConverterHint|TransferTypeConverter|rawPayloadTypeBrand/, "type information: experimental"],
  [/^(encode|decode|compile|decompile)/, "turns values into protobuf messages, which do not leave this package"],
  [/^Raw(?!Value)|(Request|Response)$/, "a protobuf message; `client.workflowService` has its own types"],
  [
    /^createPayloadValidationError$|Payload(s)?WithContext|^convertOptionalToPayload$/,
    "a helper of the official packages",
  ],
  [/^(Loaded|Compiled|Internal)|With(Defaults|Compiled\w*)$|^WithCompiled/, "an inner type of the official packages"],
  [/Plugin/, "plugins"],
  [/Pause|Unpause|RestoreOriginal|UpdateOptionsInput|OptionsUpdate/, "administration of activities: experimental"],
  [/^ActivityCompletionError$/, "the service's own typed error is thrown"],
  [/^WorkflowUpdateRPCTimeoutOrCancelledError$/, "`isGrpcDeadlineError` and `isGrpcCancelledError` tell"],
  [/Retry(Options|Interceptor)$|^BackoffOptions$|^isRetryableError$/, "connections retry by rules of their own"],
  [/UpdateWithStart(Input|Output)$|DescribeInput$|List(Input)$|CountInput$/, "these calls pass no interceptor"],
  [/^ActivityCancellationDetails$/, "a type here: nobody but a worker makes them"],
  [/^ActivityOptions$/, "for the code of workflows"],
  [
    /^AsyncCompletion(Operation|Complete)Options$|^IntoHistoriesOptions$|^ActivityDescribeOptions$/,
    "these options have no effect here",
  ],
  [/^ActivityOptionsWithArgs$|ExecutionActionResult$|Summary(StartWorkflow)?Action$/, "part of another type"],
  [/^(Description|ScheduleDescription\w*Action|CalendarSpecDescription|LooseRange|Range)$/, "part of another type"],
  [/^WorkflowSignalWithStartOptionsWith/, "part of `WorkflowSignalWithStartOptions`"],
  [
    /^CreateScheduleOutput$|^CallContext$|^ActivityCancellationDetailsOptions$/,
    "an inner type of the official packages",
  ],
  [/^(WorkflowService|OperatorService|TestService|HealthService)$/, "classes of protobufjs; here they are types"],
  [
    /Annotated|Update(Validator)?Type$|SignalType$|QueryType$|ReturnType$|Handler\w+Policy/,
    "for the code of workflows",
  ],
  [
    /WorkflowDefinition|WithOptions|StaticOptions|DefinitionOptions|TypeAndConfig|WorkflowTypeOptions/,
    "for the code of workflows",
  ],
  [/ActivityCancellationType|SuggestContinueAsNew|LocalActivityOptions|HandlerUnfinished/, "for the code of workflows"],
  [/^(setActivityOptions|getClient|asyncLocalStorage)$/, "experimental, or an inner part"],
  [/^BaseWorkflowHandle$/, "`WorkflowHandle` has all of it"],
  [/^LoggerWithComposedMetadata$|^LogMetaOrFunc$|^SdkComponent$/, "loggers are this package's own"],
  [/^(FAILURE_SOURCE|cutoffStackTrace|toCanonicalString|Timestamp|DefaultEncodedFailureAttributes)$/, "an inner part"],
];

/** @throws for a name that no line fits: it is to be offered, or to be given a reason. */
export function reasonFor(name: string, isDeprecated: boolean): string {
  if (isDeprecated) return "deprecated";
  const found = reasons.find(([names]) => names.test(name));
  if (found === undefined) throw new Error(`docs/scripts/official-names/reasons.ts gives no reason for '${name}'`);
  return found[1];
}
