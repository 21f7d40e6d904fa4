import type { ErrorCodeOf } from "@millrace/protocol";

// Not `as const`: the declarations would repeat every sentence.
/** Every error that this package raises on its own account. */
export const pipelineErrors = {
  PIPELINE_INVALID_NAME: {
    summary: "A pipeline, stage, parameter or argument name is empty, too long or has characters that are not allowed.",
    remedy:
      "Use letters, digits, '_' and '-', starting with a letter or '_'; a pipeline's name may be any text on one line.",
  },
  PIPELINE_LIMIT_CONFLICT: {
    summary: "Two stages give the same limit different maxima, in one pipeline or across its sub-pipelines.",
    remedy: "Use one maximum for each key.",
  },
  PIPELINE_NOT_A_FUNCTION: {
    summary: "A stage, mapper or callback was given something that cannot be called.",
    remedy: "Pass the function itself, not its result.",
  },
  PIPELINE_INVALID_ARGUMENT: {
    summary: "A function of this package was given a value of the wrong kind: no Stage, Input, Parameters or list.",
    remedy: "Pass what the message names.",
  },
  PIPELINE_DUPLICATE_STAGE: {
    summary: "Two stages of one pipeline have the same id, or one is named like a stage of a sub-pipeline.",
    remedy: "Give each stage its own id; `a.…` are the stages of sub-pipeline `a`.",
  },
  PIPELINE_DUPLICATE_ARGUMENT: {
    summary: "Two inputs of one stage fill the same argument.",
    remedy: "Remove one of the inputs.",
  },
  PIPELINE_UNKNOWN_STAGE: {
    summary: "An input, an `after` entry or an override names a stage that the pipeline does not have.",
    remedy: "Correct the name, or add the stage.",
  },
  PIPELINE_UNKNOWN_ARGUMENT: {
    summary: "An override, or `logged`, names an argument that the stage has no input for.",
    remedy: "Correct the name, or give the stage such an input.",
  },
  PIPELINE_UNKNOWN_OUTPUT: {
    summary: "An input names an output that the stage does not produce.",
    remedy: "Correct `fromOutput`, or give the stage an output mapper that produces it.",
  },
  PIPELINE_UNKNOWN_PARAMETER: {
    summary: "A parameter is read or set that was not declared.",
    remedy: "Declare it with Parameters.define, or correct the name.",
  },
  PIPELINE_PARAMETER_UNSET: {
    summary: "A declared parameter has no value and no default.",
    remedy: "Pass a value to run(), or give a default.",
  },
  PIPELINE_PARAMETERS_INVALID: {
    summary: "The parameters given to run() do not pass their schema.",
    remedy: "Correct the fields that the message lists.",
  },
  PIPELINE_VARIABLE_UNSET: {
    summary: "A variable is required that no stage has set.",
    remedy: "Set it in an earlier stage, or give a default.",
  },
  PIPELINE_CYCLE: {
    summary: "Stages depend on each other in a circle.",
    remedy: "Break the circle that the message shows.",
  },
  PIPELINE_FOREIGN_REF: {
    summary: "A reference belongs to another pipeline definition.",
    remedy: "Use references of the builder at hand; pass values into a sub-pipeline as its parameters.",
  },
  PIPELINE_REF_UNRESOLVED: {
    summary: "A reference is used as if it were its value: in a template string, in arithmetic, or inside of an input.",
    remedy: "Pass the reference itself as an input, and use its value in the stage's function.",
  },
  PIPELINE_ITERATOR_INPUT: {
    summary:
      "A definition is given an iterator, such as a generator, as a value: the first run would leave nothing of it.",
    remedy: "Make the iterator in the function of a stage, and pass the reference of that stage; or pass a list.",
  },
  PIPELINE_ITERATOR_REUSED: {
    summary:
      "What can be gone over once, such as a generator or a stream, is read by two stages, by a second attempt, or as an output besides.",
    remedy: "Return an array from the stage, or an object whose [Symbol.iterator] begins anew each time.",
  },
  PIPELINE_DEFINITION_CLOSED: {
    summary: "A stage is added to a builder whose definition has ended.",
    remedy: "Add all stages inside of the function given to definePipeline.",
  },
  PIPELINE_STREAM_MISUSE: {
    summary:
      "A streaming map has no consumer or several, is an output, is named in `after`, or feeds a stage that retries.",
    remedy: "Consume the stream in exactly one reduce, map or stage; drop `stream: true` to share the results.",
  },
  PIPELINE_ZIP_LENGTH: {
    summary: "Lists that are zipped have different lengths.",
    remedy: "Make them equally long before zipping.",
  },
  PIPELINE_NOT_ITERABLE: {
    summary: "map, reduce or zip was given a value that cannot be iterated.",
    remedy: "Return an array, an iterable or an async iterable from the stage before.",
  },
  PIPELINE_INPUT_UNBOUND: {
    summary: "The value of an input could not be determined.",
    remedy: "See the cause: a mapper threw, a key is missing, or nothing is bound.",
  },
  PIPELINE_OUTPUT_UNREADABLE: {
    summary: "An output of the pipeline is a property of what a stage returned, and cannot be read there.",
    remedy: "Correct the path that the message names, or make the stage return such a value.",
  },
  PIPELINE_OUTPUT_MISMATCH: {
    summary: "A stage's result does not fit its output mapper.",
    remedy: "Correct the keys, or relax the mapper with `unexpected`.",
  },
  PIPELINE_OUTSIDE_RUN: {
    summary: "A context value is required outside a run.",
    remedy: "Read it inside a stage, or handle its absence with get().",
  },
  PIPELINE_MODULE_UNREADABLE: {
    summary: "The command cannot load a module.",
    remedy: "See the cause: a wrong path, an error in the module, or TypeScript that this Node does not run.",
  },
  PIPELINE_MODULE_EMPTY: {
    summary: "A module that the command works on exports no pipeline.",
    remedy: "Export what Pipeline() or definePipeline() gave.",
  },
  PIPELINE_NOT_CHOSEN: {
    summary: "A module exports several pipelines and the command was not told which, or told one that is not there.",
    remedy: "Name one of those that the message lists with --pipeline.",
  },
  PIPELINE_PARAMETERS_FILE: {
    summary: "The file that parameters are to come from cannot be read.",
    remedy: "Write a JSON object of parameter name and value.",
  },
  PIPELINE_SUMMARY_INVALID: {
    summary: "A file, or what summarize() was given, is no summary of a run.",
    remedy: "Write one with `run --report <file>.json`, or `summarize(report, { format: 'json' })`.",
  },
  PIPELINE_SUMMARY_FILE: {
    summary: "The command cannot write the summary of a run.",
    remedy: "Correct the path, or make its folder writable.",
  },
  PIPELINE_LOG_FILE: {
    summary: "The log file of a run cannot be opened.",
    remedy: "Correct `logging.file`, or make its folder writable.",
  },
  PIPELINE_CAPTURE_UNLOGGED: {
    summary: "A run captures the output of its stages, but logs nowhere.",
    remedy: "Give the run a `logger`, or `logging` with a console or a file, or drop `captureOutput`.",
  },
  PIPELINE_STAGE_TIMEOUT: {
    summary: "A stage took longer than its `timeoutMs`.",
    remedy: "Raise the limit, or make the stage end when its signal aborts.",
    retryable: true,
  },
  PIPELINE_STAGE_RETURNED_ERROR: {
    summary: "A stage with `results: 'unwrap'` returned an error Result.",
    remedy: "See the cause: it is the error that the stage returned.",
  },
  PIPELINE_RETRY_RULE: {
    summary: "The `nonRetryable` function of a stage's retry threw when it was asked about an error.",
    remedy: "Make it answer true or false for whatever a stage may throw; see the cause.",
  },
  PIPELINE_ITEM_FAILED: {
    summary: "An item of a map failed, and with it the map.",
    remedy: "See the cause; `onItemError: 'collect'` gives a Result for each item instead.",
  },
  PIPELINE_STAGE_UNFINISHED: {
    summary: "The value of a stage is read that has none, because it was skipped, failed or not run.",
    remedy: "Use optional() or settled() where a stage may have no value.",
  },
  PIPELINE_RUN_FAILED: {
    summary: "One or more stages failed.",
    remedy: "See `failures` for each stage's error.",
  },
  PIPELINE_RUN_EXITED: {
    summary: "A stage ended the run with ExitPipeline and `error: true`.",
    remedy: "See the cause: it is the ExitPipeline that the stage threw.",
  },
  PIPELINE_RUN_BROKEN: {
    summary: "Something that a run was given threw where no stage can be blamed: its clock, for one.",
    remedy: "See the cause for what threw, and where.",
  },
  PIPELINE_RUN_CANCELLED: {
    summary: "The run was cancelled.",
    remedy: "Nothing, if you cancelled it; see the reason otherwise.",
  },
};

export type PipelineErrorCode = ErrorCodeOf<typeof pipelineErrors>;
