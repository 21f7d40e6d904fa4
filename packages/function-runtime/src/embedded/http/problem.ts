import { STATUS_CODES } from "node:http";
import { issueKey, MillraceError, type SchemaIssue } from "@millrace/protocol";
import type { FunctionErrorCode } from "../../error-table.ts";
import { textOfThrown } from "../../thrown-text.ts";
import { statusByCode } from "./service-codes.ts";

/** An answer of RFC 9457, `application/problem+json`; `code`, `issues` and `stack` are its extension members. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** `urn:request:` and the request's id. */
  readonly instance: string;
  /** Of an error that has one: `FUNCTION_SERVICE_BUSY`. */
  readonly code?: string;
  /** What a schema found wrong. */
  readonly issues?: readonly { readonly message: string; readonly path: readonly string[] }[];
  /** Only in development. */
  readonly stack?: string;
}

export const problemType = "application/problem+json";

/**
 * What an exception is answered with. Its status is that of its code, or its own (`statusCode` or `status` from 400 to
 * 599, as errors of HTTP libraries have), or 500; never a success.
 */
export function problemOf(error: unknown, requestId: string, development: boolean): Problem {
  try {
    return describe(error, requestId, development);
  } catch {
    // Functions may throw what throws when it is looked at, and their caller waits nevertheless.
    return describe("the function threw what cannot be shown", requestId, development);
  }
}

function describe(error: unknown, requestId: string, development: boolean): Problem {
  const status = statusOf(error);
  const title = STATUS_CODES[status] ?? "Error";
  const instance = `urn:request:${requestId}`;
  if (!(error instanceof Error)) return { type: "about:blank", title, status, detail: textOfThrown(error), instance };
  const code = MillraceError.is(error) ? error.code : undefined;
  const issues = issuesOf(error);
  return {
    type: code === undefined ? "about:blank" : `urn:millrace:error:${code}`,
    title,
    status,
    detail: code === undefined ? error.message : error.message.replace(`[${code}] `, ""),
    instance,
    ...(code !== undefined && { code }),
    ...(issues !== undefined && { issues }),
    ...(development && error.stack !== undefined && { stack: error.stack }),
  };
}

const statusOf = (error: unknown): number => {
  if (typeof error !== "object" || error === null) return 500;
  if (MillraceError.is(error)) return statusByCode[error.code as FunctionErrorCode] ?? 500;
  const { statusCode, status = statusCode } = error as { statusCode?: unknown; status?: unknown };
  return typeof status === "number" && Number.isInteger(status) && status >= 400 && status <= 599 ? status : 500;
};

const issuesOf = (error: Error): Problem["issues"] | undefined => {
  const issues = MillraceError.is(error, "FUNCTION_INVALID_PARAMETERS") ? error.details?.["issues"] : undefined;
  if (!Array.isArray(issues)) return undefined;
  return (issues as readonly SchemaIssue[]).map(({ message, path = [] }) => ({ message, path: path.map(issueKey) }));
};
