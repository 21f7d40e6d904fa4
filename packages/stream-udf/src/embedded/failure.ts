import { MillraceError } from "@millrace/protocol";
import { udfErrors, type UdfErrorCode } from "../error-table.ts";
import { UdfError } from "../errors.ts";
import { messageOf } from "../internal/message-of.ts";
import type { Part } from "./spec/plan.ts";
import { placeText } from "./spec/spec-document.ts";

/** `vertex 'count' (pipeline.yaml:9:7, udf)` */
export const partText = ({ vertex, name, place }: Part): string => `vertex '${vertex}' (${placeText(place)}, ${name})`;

const detailsOf = ({ vertex, name, place }: Part): Readonly<Record<string, unknown>> => ({
  vertex,
  part: name,
  ...place,
});

/** An error of a part: what the engine found wrong. */
export const fault = (part: Part, code: UdfErrorCode, message: string, cause?: unknown): UdfError =>
  new UdfError(code, `${partText(part)}: ${message}`, {
    details: detailsOf(part),
    ...(cause !== undefined && { cause }),
  });

/** What a handler threw, with the place that it was at. Errors of this package keep their code. */
export function handlerFailure(part: Part, reason: unknown): UdfError {
  if (MillraceError.is(reason) && Object.hasOwn(udfErrors, reason.code)) {
    const code = reason.code as UdfErrorCode;
    const message = reason.message.replace(`[${code}] `, "");
    return new UdfError(code, `${partText(part)}: ${message}`, {
      cause: reason,
      details: { ...reason.details, ...detailsOf(part) },
    });
  }
  return fault(part, "UDF_HANDLER_FAILED", `the handler threw: ${messageOf(reason)}`, reason);
}
