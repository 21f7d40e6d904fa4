import { functionErrors, type FunctionErrorCode } from "../error-table.ts";
import { FunctionError } from "../errors.ts";
import type { Answer } from "./exchange.ts";

/** What a refusal was about, for messages. */
export interface Asked {
  /** `GET /api/v1/-/p/runs/1`, without the query. */
  readonly what: string;
  readonly endpoint: string;
  readonly anonymous: boolean;
}

/** Our error for an answer that is none of success. `text` has no secrets. */
export function errorOfAnswer({ status, headers }: Answer, text: string, asked: Asked): FunctionError {
  const { what, endpoint } = asked;
  if (status >= 300 && status < 400) {
    const to = headers.get("location")?.replace(/[?#].*$/, "") ?? "nowhere";
    const message = `${what} at ${endpoint} is redirected to ${to}; give Core's own address as the endpoint`;
    return new FunctionError("FUNCTION_CORE_BAD_ANSWER", message, { details: { status } });
  }
  const { message, code } = bodyOf(text);
  const said = `${what} was answered with ${status}${message === "" ? "" : `: ${message}`}`;
  return new FunctionError(codeOf(status, message, code), `${said}${adviceOf(status, asked)}`, {
    details: { status, ...(code === undefined ? {} : { errorCode: code }) },
  });
}

/** An answer that is no JSON, or not the JSON that was asked for. */
export function badAnswer(what: string, why: string, text: string): FunctionError {
  const begin = text.replaceAll(/\s+/g, " ").slice(0, 120);
  return new FunctionError("FUNCTION_CORE_BAD_ANSWER", `${what} was answered with ${why}: ${begin}`);
}

function codeOf(status: number, message: string, code: string | undefined): FunctionErrorCode {
  // A server of ours says it in our own words.
  if (code !== undefined && Object.hasOwn(functionErrors, code)) return code as FunctionErrorCode;
  if (status === 401 || status === 403) return "FUNCTION_CORE_UNAUTHORIZED";
  if (status === 502 || status === 503 || status === 504) return "FUNCTION_CORE_UNREACHABLE";
  if (status === 400 && /duplicated entity/i.test(message)) return "FUNCTION_ALREADY_EXISTS";
  if (status === 404) return "FUNCTION_NOT_FOUND";
  if (status === 400 && /(invalid|unknown|unsupported) kind/i.test(message)) return "FUNCTION_CORE_UNKNOWN_KIND";
  return "FUNCTION_CORE_REJECTED";
}

function adviceOf(status: number, { anonymous }: Asked): string {
  if (status !== 401 && status !== 403) return "";
  return anonymous ? "; it was sent without credentials, give some" : "";
}

/** Core's `{ status, message, errorCode }`, or `{ detail, code }` of RFC 9457. */
function bodyOf(text: string): { readonly message: string; readonly code: string | undefined } {
  try {
    const body = JSON.parse(text) as Record<string, unknown> | null;
    const message = [body?.["message"], body?.["detail"], body?.["error_description"], body?.["error"]].find(
      (one) => typeof one === "string",
    );
    const code = [body?.["code"], body?.["errorCode"]].find((one) => typeof one === "string");
    // Our own messages begin with their code, which the error will have again.
    return { message: shortened((message ?? "").replace(/^\[[A-Z_]+\] /, "")), code };
  } catch {
    return { message: shortened(text.startsWith("<") ? "" : text), code: undefined };
  }
}

const shortened = (text: string): string => text.replaceAll(/\s+/g, " ").trim().slice(0, 300);
