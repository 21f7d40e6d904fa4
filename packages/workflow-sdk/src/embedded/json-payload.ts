import { create } from "@bufbuild/protobuf";
import { common } from "@millrace/protocol/temporal";

const text = new TextEncoder();

/** What the server itself has to say, as its SDKs read values. */
export const jsonPayloads = (value: unknown): common.Payloads =>
  create(common.PayloadsSchema, {
    payloads: [{ metadata: { encoding: text.encode("json/plain") }, data: text.encode(JSON.stringify(value)) }],
  });
