import type { ErrorCodeOf } from "@millrace/protocol";

/** Every error that this package raises on its own account. */
export const functionErrors = {
  FUNCTION_INVALID_KEY: {
    summary: "A reference to an entity, function or task is not of the form that such references have.",
    remedy: "Take it from the entity's `key`, or write it as the message shows.",
  },
  FUNCTION_INVALID_NAME: {
    summary: "A name or id has characters that names cannot have, or is empty or too long.",
    remedy: "Choose another; the message says what is allowed.",
  },
  FUNCTION_INVALID_KIND: {
    summary: "An entity's kind is unknown, or is not one that can be executed here.",
    remedy: "Functions are of kind `nodejs`; for others the message names the kinds that there are.",
  },
  FUNCTION_INVALID_ACTION: {
    summary: "A function was asked for an action that there is not.",
    remedy: "Use `job`, `serve` or `build`.",
  },
  FUNCTION_PROJECT_GIVEN: {
    summary: "`project` was given to a method of a project, which makes everything in itself.",
    remedy: "Leave it out, or use the function of the same name that is not a method.",
  },
  FUNCTION_PROJECT_MISSING: {
    summary: "Something was to be made without saying in which project.",
    remedy: "Give `project`, or make it by a method of a project.",
  },
  FUNCTION_NO_SOURCE: {
    summary: "A function was made without any code.",
    remedy: "Give one of `codeSrc`, `code` and `base64`.",
  },
  FUNCTION_INVALID_CALL: {
    summary: "Two options of one call exclude each other, or one that is needed is missing.",
    remedy: "Give what the message says.",
  },
  FUNCTION_INVALID_FIELD: {
    summary: "A field of a function, task, run or other entity has a value that does not fit it.",
    remedy: "Correct the field that the message names.",
  },
  FUNCTION_UNKNOWN_FIELD: {
    summary: "A run was given an option that there is not.",
    remedy: "Correct it; the message names the nearest known one.",
  },
  FUNCTION_FIELD_OF_OTHER_ACTION: {
    summary: "A run was given a field that belongs to another action.",
    remedy:
      "Leave it out; `backoffLimit` is of jobs, `replicas` and `serviceType` of services, `instructions` of builds.",
  },
  FUNCTION_FIELD_NO_LOCAL_EFFECT: {
    summary: "A warning: a field of a run changes nothing where the run is executed. It is kept in the run's spec.",
    remedy: "Nothing is to be done, unless the run relies on it; then run it on a platform that knows the field.",
  },
  FUNCTION_NODE_VERSION_DIFFERS: {
    summary: "A warning: a function asks for another version of Node than the one that executes it.",
    remedy: "Execute it by that version, or change its `nodeVersion`.",
  },
  FUNCTION_RUN_FAILED: {
    summary: "A run that was waited for ended in ERROR.",
    remedy: "See the message and the run's logs; of a run in this process the cause is what the function threw.",
  },
  FUNCTION_RUN_TIMEOUT: {
    summary: "A run had not ended, or its service was not ready, when the time for waiting was over.",
    remedy: "Wait longer, or look at the run's logs; it goes on.",
    retryable: true,
  },
  FUNCTION_RUN_NOT_STARTABLE: {
    summary: "A run was to be executed that is not in a state to be.",
    remedy: "Only runs that are BUILT or STOPPED start; make a new run.",
  },
  FUNCTION_REQUIREMENTS_FAILED: {
    summary: "npm packages that a function requires could not be installed for its run.",
    remedy: "See what npm said in the message; correct the requirement, or install it where the project is.",
  },
  FUNCTION_NO_OUTPUT: {
    summary: "A run has no output or result of this name and type.",
    remedy: "The message says what it has; wait for runs that have not ended.",
  },
  FUNCTION_NO_SERVICE: {
    summary: "A service was called that is not ready, or a run that is no service.",
    remedy: 'Wait for it by `run.wait()`; only runs of the action "serve" have a service.',
  },
  FUNCTION_INVALID_URL: {
    summary: "A call of a service was to go to an address that does not belong to it.",
    remedy: "Give an address that begins with that of the service, or leave it out.",
  },
  FUNCTION_NO_CONTENT: {
    summary: "An artifact, dataitem or model has no content of the kind that was asked for.",
    remedy: "Several files are written to a folder by `download()`; only tables have rows.",
  },
  FUNCTION_FILE_EXISTS: {
    summary: "A download would replace a file.",
    remedy: "Give `overwrite: true`, or another place.",
  },
  // DigitalHub Core
  FUNCTION_CORE_NO_ENDPOINT: {
    summary: "It is not known where DigitalHub Core answers, or what is given is no such address.",
    remedy: "Give `endpoint`, or set DHCORE_ENDPOINT, such as `http://localhost:8080`.",
  },
  FUNCTION_CORE_INVALID_CONFIG: {
    summary: "The configuration file of DigitalHub's clients, or what is given instead of it, is of no use.",
    remedy: "Correct the file, the profile or the credentials that the message names.",
  },
  FUNCTION_CORE_UNREACHABLE: {
    summary: "DigitalHub Core did not answer, in time or at all.",
    remedy: "Check the address, and that Core runs and can be reached from here.",
    retryable: true,
  },
  FUNCTION_CORE_UNAUTHORIZED: {
    summary: "DigitalHub Core does not accept who one is, or what one may do.",
    remedy: "Log in again, or give credentials that have a role in the project.",
  },
  FUNCTION_CORE_API_LEVEL: {
    summary: "DigitalHub Core speaks a level of its API that this client does not.",
    remedy: "Use a Core whose X-Api-Level is 15 to 20.",
  },
  FUNCTION_CORE_BAD_ANSWER: {
    summary: "What answered is not what DigitalHub Core answers: broken JSON, a redirect, an entity without its parts.",
    remedy: "Check that the address is Core's own, without a login page or another server before it.",
  },
  FUNCTION_CORE_REJECTED: {
    summary: "DigitalHub Core refused a request.",
    remedy: "Read the message: it has Core's own words.",
  },
  FUNCTION_CORE_UNKNOWN_KIND: {
    summary: "DigitalHub Core does not know this kind of entity; today's knows no kind `nodejs`.",
    remedy: 'Open it with `kind: "container"`, which translates the kind, or use the server of this package.',
  },
  FUNCTION_CORE_NO_FILES_STORE: {
    summary: "It is not known where DigitalHub Core keeps files.",
    remedy: "Give `filesStore`, or set DHCORE_DEFAULT_FILES_STORE, such as s3://datalake.",
  },
  // The local store
  FUNCTION_NOT_FOUND: {
    summary: "There is no such entity, file or secret.",
    remedy: "Check the project and the id that the message names; create it first.",
  },
  FUNCTION_ALREADY_EXISTS: {
    summary: "An entity of this id is there already.",
    remedy: "Leave the id out, so that a new version is made, or update the one that is there.",
  },
  FUNCTION_INVALID_ENTITY: {
    summary: "A part of an entity, filter or page is not of the form that it must have.",
    remedy: "Correct the field that the message names.",
  },
  FUNCTION_INVALID_STATE: {
    summary: "An entity cannot go from its state to the one that was asked for.",
    remedy: "Go through the states that the message names.",
  },
  FUNCTION_CONFLICT: {
    summary: "An entity was changed by somebody else since it was read.",
    remedy: "Read it again, and apply the change to what is there now.",
    retryable: true,
  },
  FUNCTION_NOT_EMPTY: {
    summary: "A project that still has entities was to be deleted alone.",
    remedy: "Delete it with `cascade`, or its entities first.",
  },
  FUNCTION_INVALID_PATH: {
    summary: "A path of a file is not one of this store, or leads out of it.",
    remedy: "Use `s3://bucket/key` without `.` and `..`, as `filePath` gives it.",
  },
  FUNCTION_STORE_LOCKED: {
    summary: "The folder of the local store is in use by another process.",
    remedy: "Close that process, use its server, or choose another folder with `dir`.",
    retryable: true,
  },
  FUNCTION_STORE_CORRUPT: {
    summary: "A file of the local store is not what was written there.",
    remedy: "Restore the file that the message names from a backup, or remove it; all others stay usable.",
  },
  FUNCTION_STORE_UNUSABLE: {
    summary: "The folder of the local store cannot be made, read or written to.",
    remedy: "Make it a writable folder without links inside, or choose another with `dir`.",
  },
  FUNCTION_CLOSED: {
    summary: "A platform was used after it was closed.",
    remedy: "Open it again, and close it when everything is done.",
  },
  // The local runner
  FUNCTION_RUN_DEADLINE: {
    summary: "A run took longer than its deadline and was ended.",
    remedy: "Raise `deadlineMs` of the run, or find out what it waits for; its `signal` had aborted.",
  },
  FUNCTION_RUN_STOPPED: {
    summary: "A run was stopped, by request or because its platform was closed.",
    remedy: "Start it again; this is also the reason of its `signal`.",
  },
  FUNCTION_RUN_EXITED: {
    summary: "The process of a run ended before the function gave a result.",
    remedy: "Do not call process.exit in a function; see the run's logs for what it said last.",
  },
  FUNCTION_RUN_OUT_OF_MEMORY: {
    summary: "The process of a run ran out of memory.",
    remedy: "Raise `resources.mem` of the run, or hold less at once.",
  },
  FUNCTION_RUN_NOT_EXECUTABLE: {
    summary: "A run cannot be executed here.",
    remedy:
      "The local platform executes functions of kind `nodejs`; others are run with `local_execution`, or elsewhere.",
  },
  FUNCTION_RUNNER_DIED: {
    summary: "The process that executed a run died, and the run with it.",
    remedy: "Start the run again.",
    retryable: true,
  },
  // Nuclio
  FUNCTION_NUCLIO_ARGUMENTS: {
    summary: "The wrapper was not started as Nuclio's processor starts its wrappers.",
    remedy: "Let the processor start it: NUCLIO_NODEJS_WRAPPER_PATH names it; the message shows what it takes.",
  },
  FUNCTION_NUCLIO_HANDLER: {
    summary: "Under Nuclio the handler could not be loaded, or its init failed.",
    remedy: "Correct the function; `spec.handler` is `file.ts:name`, with runtime python `module:name`.",
  },
  FUNCTION_NUCLIO_CONNECTION: {
    summary: "The wrapper could not reach its processor, or could not listen for it.",
    remedy: "Check that the processor runs, and that nothing else has the address that the message names.",
    retryable: true,
  },
  FUNCTION_NUCLIO_MESSAGE: {
    summary: "A processor sent something that is not a message of its protocol.",
    remedy: "Check that wrapper and processor speak one protocol: nodejs sends lines of JSON, python MessagePack.",
  },
  FUNCTION_NUCLIO_CONTROL: {
    summary: "An event was to be acknowledged explicitly, but there is nobody to tell.",
    remedy: "Run the function with runtime python, whose protocol has a control socket; see the guide.",
  },
  FUNCTION_NUCLIO_YAML: {
    summary: "What a function.yaml was asked to say, Nuclio would not understand.",
    remedy: "Correct the field that the message names.",
  },
  // Services
  FUNCTION_SERVICE_LISTEN: {
    summary: "A service cannot listen on its address.",
    remedy: "Choose another port, or 0 for a free one.",
  },
  FUNCTION_SERVICE_BAD_REQUEST: {
    summary: "A service was sent what is no JSON or no CloudEvent, though it says so. Status 400.",
    remedy: "Correct the body, or its Content-Type.",
  },
  FUNCTION_SERVICE_NOT_FOUND: {
    summary: "A service has nothing at this path. Status 404.",
    remedy: "The function is at `/`, beside `/live`, `/ready`, `/metrics` and `/openapi.json`.",
  },
  FUNCTION_SERVICE_METHOD: {
    summary: "A service does not know this method at this path. Status 405.",
    remedy: "Call the function by GET or POST, or serve it with `anyRoute`.",
  },
  FUNCTION_SERVICE_BODY_TOO_LARGE: {
    summary: "A body has more bytes than the service takes. Status 413.",
    remedy: "Send less, or serve with a larger `maxBodyBytes`.",
  },
  FUNCTION_SERVICE_URL_TOO_LONG: {
    summary: "A path with its query has more bytes than the service takes. Status 414.",
    remedy: "Send it as a body, or serve with a larger `maxUrlBytes`.",
  },
  FUNCTION_SERVICE_MEDIA_TYPE: {
    summary: "A body is of a type or encoding that the service does not take. Status 415.",
    remedy: "Send parameters as application/json, not compressed.",
  },
  FUNCTION_SERVICE_BUSY: {
    summary: "More requests than the service takes at once and lets wait. Status 503.",
    remedy: "Try again after the time in Retry-After; more `replicas` or a larger `concurrency` take more.",
    retryable: true,
  },
  FUNCTION_SERVICE_NOT_READY: {
    summary: "The function's init has not ended. Status 503.",
    remedy: "Wait until `/ready` is 200.",
    retryable: true,
  },
  FUNCTION_SERVICE_TIMEOUT: {
    summary: "The function did not answer within the time of the service. Status 504.",
    remedy: "Make it faster, or serve with a larger `timeoutMs`; the function's `signal` tells it when to give up.",
  },
  FUNCTION_SERVICE_CRASH_LOOP: {
    summary: "The replicas of a service ended again and again.",
    remedy: "Read the log for why they end.",
  },
  FUNCTION_SERVICE_UNREACHABLE: {
    summary: "A client could not reach the service, or the connection ended in the midst of an answer.",
    remedy: "Check the address, and that the service is ready.",
    retryable: true,
  },
  FUNCTION_SERVICE_CALL_TIMEOUT: {
    summary: "A client waited for an answer longer than its `timeoutMs`.",
    remedy: "Wait longer, or find out why the service takes so long.",
  },
  FUNCTION_SERVICE_FAILED: {
    summary:
      "A service answered a client with an error that is not its own: the function failed, or something between.",
    remedy: "Read `details.problem` and the service's log; `instance` there is the request's id.",
  },
  // Testing
  FUNCTION_MOCK_PROCESSOR: {
    summary: "A wrapper did not do in time what the mock processor waits for, ended, or broke the protocol.",
    remedy: "The message has what the wrapper printed.",
  },
  // data
  FUNCTION_INVALID_TABLE: {
    summary: "A value is no table, or one of its columns has values that do not fit together.",
    remedy: "Give columns of one length whose values are of one type; the message names the column.",
  },
  FUNCTION_INVALID_PARQUET: {
    summary: "A file is not Parquet, is damaged, or uses something of Parquet that cannot be read.",
    remedy: "Write it again; the message says what is wrong with it.",
  },
  FUNCTION_INVALID_CSV: {
    summary: "A text is not CSV as RFC 4180 has it, or its values do not have the types that were asked for.",
    remedy: "Correct the line that the message names, or say its delimiter and types.",
  },
  FUNCTION_TABLE_TOO_LARGE: {
    summary: "A table would take more memory than it may.",
    remedy: "Raise `maxBytes`, or read it in parts.",
  },
  // build
  FUNCTION_ESBUILD_MISSING: {
    summary: "A function is to be bundled, and the optional package esbuild is not installed.",
    remedy: "Add it: npm install --save-dev esbuild.",
  },
  FUNCTION_BUNDLE_FAILED: {
    summary: "A function's source cannot be bundled.",
    remedy: "Correct what the message names by file and line; what is not to be bundled belongs into `requirements`.",
  },
  FUNCTION_INVALID_BUILD: {
    summary: "An option of a build is not what it must be, such as a base image or instruction of several lines.",
    remedy: "Correct the option that the message names.",
  },
  FUNCTION_INVALID_LAYOUT: {
    summary: "A folder that an image is to be based on is no OCI image layout, or lacks what it refers to.",
    remedy: "Make it anew, for example by skopeo copy docker://IMAGE oci:FOLDER.",
  },
  FUNCTION_INVALID_HANDLER: {
    summary:
      "A function's declaration or the text that names its handler contradicts itself or is not of the right form.",
    remedy:
      "Correct what the message names: `handler({ inputs, parameters, outputs, init }, fn)`, `module.sub:function`.",
  },
  FUNCTION_INVALID_PARAMETERS: {
    summary: "The parameters of a call do not pass the schema that the function declares.",
    remedy: "Correct the parameters; `details.issues` has what the schema says, with the path of each value.",
  },
  FUNCTION_MISSING_INPUT: {
    summary: "A function declares an input, and a call gives no entity of that name.",
    remedy: "Give the entity's key in the `inputs` of the run.",
  },
  FUNCTION_INIT_FAILED: {
    summary: "The init function of a function threw or rejected, or there are init parameters and no init function.",
    remedy: "See the cause; nothing is called before init has succeeded.",
  },
  FUNCTION_INVALID_OUTPUT: {
    summary: "A function returned what can be neither a result, a table nor a file.",
    remedy: "Return plain data, bytes, a table or an entity; the message names the place in the value.",
  },
  FUNCTION_ERROR_RESPONSE: {
    summary: "A function that runs as a job returned a response with a status of 400 or more.",
    remedy: "The function says that it failed; see the status and the body in `details`.",
  },
  FUNCTION_INVALID_SOURCE: {
    summary: "The source of a function is missing, is of a scheme that sources do not have, or is not safe to take.",
    remedy: "Correct `codeSrc`; the message says what it can be.",
  },
  FUNCTION_SOURCE_UNAVAILABLE: {
    summary: "The source of a function could not be fetched.",
    remedy: "See the message: the address, the ref or the credentials are wrong, or its server does not answer.",
    retryable: true,
  },
  FUNCTION_NOT_LOADED: {
    summary:
      "The module or the function that a handler names does not exist in the source, or failed while it was loaded.",
    remedy: "The message names the files and functions that there are.",
  },
  // REST server
  FUNCTION_SERVER_NOT_PROTECTED: {
    summary: "A server that other machines could reach was to start without asking for credentials.",
    remedy: "Give `auth`, or let it listen on 127.0.0.1.",
  },
  FUNCTION_SERVER_NOT_LISTENING: {
    summary: "A server could not listen on its host and port.",
    remedy: "Choose another port (0: any free one), or end what has it.",
  },
  // The command
  FUNCTION_UNDECLARED_PACKAGE: {
    summary: "A function imports a package that neither its requirements nor its package.json name.",
    remedy: "Add it to the `dependencies` of the package.json, or to the requirements.",
  },
  FUNCTION_SCHEMA_UNTOLD: {
    summary: "A schema cannot say what it takes as JSON Schema.",
    remedy: "Use a version of its library that knows Standard JSON Schema, such as zod 4.",
  },
} as const;

export type FunctionErrorCode = ErrorCodeOf<typeof functionErrors>;
