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
  // DigitalHub Core
  FUNCTION_CORE_NO_ENDPOINT: {
    summary: "It is not known where DigitalHub Core answers, or what is given is no such address.",
    remedy: "Give `endpoint`, or set DHCORE_ENDPOINT, such as http://localhost:8080.",
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
} as const;

export type FunctionErrorCode = ErrorCodeOf<typeof functionErrors>;
