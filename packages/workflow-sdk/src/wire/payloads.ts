import type { Payload } from "@millrace/protocol/payload";
import type { common } from "@millrace/protocol/temporal";

/** A payload as a message. One that came from the wire is the message itself, with all that it carried. */
export function wirePayload(payload: Payload): common.Payload {
  if ("$typeName" in payload) return payload as common.Payload;
  const { metadata, data } = payload;
  return { $typeName: "temporal.api.common.v1.Payload", metadata: { ...metadata }, data, externalPayloads: [] };
}

export function wirePayloads(payloads: readonly Payload[]): common.Payloads {
  return { $typeName: "temporal.api.common.v1.Payloads", payloads: payloads.map(wirePayload) };
}

/** Nothing where there is nothing: a call without arguments, details that nobody gave. */
export function wirePayloadsOrNone(payloads: readonly Payload[]): common.Payloads | undefined {
  return payloads.length === 0 ? undefined : wirePayloads(payloads);
}

/** What a message holds; none if it is absent. */
export function payloadsOf(message: common.Payloads | undefined): readonly Payload[] {
  return message?.payloads ?? [];
}
