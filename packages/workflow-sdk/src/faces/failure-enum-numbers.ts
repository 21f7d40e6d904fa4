import { enums } from "@millrace/protocol/temporal";
import type { TimeoutType, RetryState, ApplicationFailureCategory } from "./failure-enums.ts";
import { decoder, encoder, type Decode, type Encode } from "./enum-numbers.ts";

export const encodeTimeoutType: Encode<TimeoutType, "TIMEOUT_TYPE_", enums.TimeoutType> = encoder(
  enums.TimeoutType,
  "TIMEOUT_TYPE_",
);
export const decodeTimeoutType: Decode<TimeoutType, enums.TimeoutType> = decoder(enums.TimeoutType);

export const encodeRetryState: Encode<RetryState, "RETRY_STATE_", enums.RetryState> = encoder(
  enums.RetryState,
  "RETRY_STATE_",
);
export const decodeRetryState: Decode<RetryState, enums.RetryState> = decoder(enums.RetryState);

export const encodeApplicationFailureCategory: Encode<
  ApplicationFailureCategory,
  "APPLICATION_ERROR_CATEGORY_",
  enums.ApplicationErrorCategory
> = encoder(enums.ApplicationErrorCategory, "APPLICATION_ERROR_CATEGORY_");
export const decodeApplicationFailureCategory: Decode<ApplicationFailureCategory, enums.ApplicationErrorCategory> =
  decoder(enums.ApplicationErrorCategory);
