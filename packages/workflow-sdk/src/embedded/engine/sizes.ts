import { toBinary } from "@bufbuild/protobuf";
import { failure, type common } from "@millrace/protocol/temporal";

/** Roughly, and at least: what surrounds the data of a payload takes a few bytes. */
export const sizeOfPayloads = (payloads: common.Payloads | undefined): number =>
  (payloads?.payloads ?? []).reduce((sum, payload) => sum + sizeOfPayload(payload), 0);

export const sizeOfPayloadMap = (fields: Readonly<Record<string, common.Payload>> | undefined): number =>
  Object.entries(fields ?? {}).reduce((sum, [name, payload]) => sum + name.length + sizeOfPayload(payload), 0);

export const sizeOfFailure = (value: failure.Failure): number => toBinary(failure.FailureSchema, value).length;

const sizeOfPayload = ({ data, metadata }: common.Payload): number =>
  Object.entries(metadata).reduce((sum, [name, value]) => sum + name.length + value.length, data.length);
