import { functionErrors, type FunctionErrorCode } from "./error-table.ts";
import { FunctionError } from "./errors.ts";

/** What a service answered instead of a value, as the error that it stands for. */
export async function errorOfAnswer(url: string, response: Response): Promise<FunctionError> {
  const text = await response.text();
  const problem = problemOf(response, text);
  const code = codeOf(problem?.["code"]);
  const told = problem?.["detail"];
  const detail = typeof told === "string" ? told : `${response.statusText}: ${text.slice(0, 200)}`;
  const issues = problem?.["issues"];
  return new FunctionError(code ?? "FUNCTION_SERVICE_FAILED", `${url} answered ${response.status}: ${detail}`, {
    retryable: response.status === 503,
    details: {
      url,
      status: response.status,
      ...(problem !== undefined && { problem }),
      ...(issues !== undefined && { issues }),
    },
  });
}

/** How long a service that did not begin with a call wants to be left alone; absent: it does not say so. */
export function retryDelayMs(response: Response): number | undefined {
  const after = response.headers.get("retry-after");
  if (response.status !== 503 || after === null) return undefined;
  const milliseconds = /^\d+$/.test(after) ? Number(after) * 1000 : Date.parse(after) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}

export const unreachable = (url: string, error: unknown): FunctionError => {
  const { message, cause } = error instanceof Error ? error : new Error(String(error));
  const why = cause instanceof Error ? `${message}: ${cause.message}` : message;
  return new FunctionError("FUNCTION_SERVICE_UNREACHABLE", `the call of ${url} broke off: ${why}`, {
    cause: error,
    details: { url },
  });
};

function problemOf({ headers }: Response, text: string): Readonly<Record<string, unknown>> | undefined {
  if (headers.get("content-type")?.startsWith("application/problem+json") !== true) return undefined;
  try {
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  } catch {
    // Cut, or not what it says: then it is as good as a text.
    return undefined;
  }
}

const codeOf = (code: unknown): FunctionErrorCode | undefined =>
  typeof code === "string" && Object.hasOwn(functionErrors, code) ? (code as FunctionErrorCode) : undefined;
