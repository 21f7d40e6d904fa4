import { MillraceError } from "@millrace/protocol";
import { errorTexts, type ErrorBody } from "../../wire/error-body.ts";

/** A request that is answered with an error, by the status and the words that clients of Core know. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

/** What a platform's errors are over HTTP. All others of its errors are the request's fault, too: 400. */
const statusOfCode: Readonly<Record<string, number>> = {
  FUNCTION_NOT_FOUND: 404,
  FUNCTION_STORE_UNUSABLE: 500,
  FUNCTION_CORE_UNREACHABLE: 502,
  FUNCTION_CORE_BAD_ANSWER: 502,
};

/** Words in front of a message by which clients know what happened. */
const prefixOfCode: Readonly<Record<string, string>> = {
  FUNCTION_NOT_FOUND: errorTexts.noSuch,
  FUNCTION_ALREADY_EXISTS: errorTexts.duplicated,
  FUNCTION_INVALID_KIND: errorTexts.invalidKind,
};

/** The answer to an error. One that is not of this project is a defect of the server and says nothing of itself. */
export const errorBodyOf = (error: unknown): ErrorBody => {
  if (error instanceof Refusal) return { status: error.status, message: error.message };
  if (MillraceError.is(error)) {
    const { code } = error;
    const prefix = prefixOfCode[code];
    const message = prefix === undefined ? error.message : `${prefix}: ${error.message}`;
    return { status: statusOfCode[code] ?? 400, message, errorCode: code };
  }
  return { status: 500, message: "the server failed; its log says more" };
};
