import type { Payload } from "@millrace/protocol/payload";
import type { common } from "@millrace/protocol/temporal";
import { wirePayload } from "./payloads.ts";

/** Payloads by name: what memos, headers and search attributes are made of. */
export type PayloadFields = Readonly<Record<string, Payload>>;

export function wireMemo(fields: PayloadFields): common.Memo {
  return { $typeName: "temporal.api.common.v1.Memo", fields: wireFields(fields) };
}

export function wireHeader(fields: PayloadFields): common.Header {
  return { $typeName: "temporal.api.common.v1.Header", fields: wireFields(fields) };
}

/** The fields of a memo or header; none if it is absent. */
export function fieldsOf(message: common.Memo | common.Header | undefined): PayloadFields {
  return message?.fields ?? {};
}

export function wireFields(fields: PayloadFields): Record<string, common.Payload> {
  return Object.fromEntries(Object.entries(fields).map(([name, payload]) => [name, wirePayload(payload)]));
}
