import type { Payload } from "@millrace/protocol/payload";
import type { common, failure as wire } from "@millrace/protocol/temporal";
import { wirePayload, wirePayloads } from "../payloads.ts";

type Recode = (payloads: readonly Payload[]) => Promise<readonly Payload[]>;
type Replace = (payload: common.Payload) => common.Payload;

/** A copy of a failure, with all of its payloads, also those of its causes, replaced in one go. */
export async function recodeFailure(failure: wire.Failure, recode: Recode): Promise<wire.Failure> {
  const found: common.Payload[] = [];
  replacePayloads(failure, (payload) => {
    found.push(payload);
    return payload;
  });
  if (found.length === 0) return failure;
  const recoded = await recode(found);
  let at = 0;
  return replacePayloads(failure, (payload) => wirePayload(recoded[at++] ?? payload));
}

function replacePayloads(failure: wire.Failure, replace: Replace): wire.Failure {
  const { encodedAttributes, cause } = failure;
  return {
    ...failure,
    ...(encodedAttributes && { encodedAttributes: replace(encodedAttributes) }),
    failureInfo: replaceInInfo(failure.failureInfo, replace),
    ...(cause && { cause: replacePayloads(cause, replace) }),
  };
}

function replaceInInfo(info: wire.Failure["failureInfo"], replace: Replace): wire.Failure["failureInfo"] {
  if (info.case === "applicationFailureInfo" || info.case === "canceledFailureInfo") {
    const { details } = info.value;
    return details === undefined ? info : withValue(info, { details: all(details, replace) });
  }
  if (info.case === "timeoutFailureInfo" || info.case === "resetWorkflowFailureInfo") {
    const { lastHeartbeatDetails } = info.value;
    if (lastHeartbeatDetails === undefined) return info;
    return withValue(info, { lastHeartbeatDetails: all(lastHeartbeatDetails, replace) });
  }
  return info;
}

function withValue<Info extends { readonly value: object }>(info: Info, fields: Partial<Info["value"]>): Info {
  return { ...info, value: { ...info.value, ...fields } };
}

function all(payloads: common.Payloads, replace: Replace): common.Payloads {
  return wirePayloads(payloads.payloads.map(replace));
}
