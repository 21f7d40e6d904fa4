import { MillraceError } from "@millrace/protocol";
import { stackOfThrown } from "../thrown-text.ts";
import type { WholeAnswer } from "./reply.ts";

/** Whoever sent what the function's schema refuses is told why, in the form of RFC 9457. */
const refused = (detail: string, issues: unknown): WholeAnswer => ({
  statusCode: 400,
  contentType: "application/problem+json",
  headers: {},
  body: JSON.stringify({ type: "about:blank", title: "Bad Request", status: 400, detail, issues }),
});

const callersFault: ReadonlySet<string> = new Set(["FUNCTION_INVALID_PARAMETERS", "FUNCTION_SERVICE_BAD_REQUEST"]);

/** What a handler's error is answered with: 500 with its stack, as Nuclio's own wrappers do; never a success. */
export const errorAnswer = (error: unknown): WholeAnswer => {
  if (MillraceError.is(error) && callersFault.has(error.code)) return refused(error.message, error.details?.["issues"]);
  const body = `Error in handler: ${stackOfThrown(error)}`;
  return { statusCode: 500, contentType: "text/plain", headers: {}, body };
};
