import { type Message, toBinary } from "@bufbuild/protobuf";
import { anyPack, type Any } from "@bufbuild/protobuf/wkt";
import { ConnectError } from "@connectrpc/connect";
import type { ErrorDefinition, Header, Judge } from "./messages.ts";

export const addHeaders = (to: Headers, headers: readonly Header[]): void => {
  for (const { name, value } of headers) for (const one of value) to.append(name, one);
};

export const fromHeaders = (headers: Headers): Header[] =>
  [...headers].map(([name, value]) => ({ name, value: [value] }));

/** Details of an error that came over the wire are bytes with a type; those of one that we made may be messages. */
const packDetail = (judge: Judge, detail: ConnectError["details"][number]): Any => {
  if ("desc" in detail) return anyPack(detail.desc, judge.make(nameOf(detail.desc.typeName), detail.value));
  return { $typeName: "google.protobuf.Any", typeUrl: `type.googleapis.com/${detail.type}`, value: detail.value };
};
const nameOf = (typeName: string): string => typeName.split(".").at(-1) ?? typeName;

export const errorMessage = (judge: Judge, error: ConnectError): object => ({
  code: error.code,
  message: error.rawMessage,
  details: error.details.map((detail) => packDetail(judge, detail)),
});

/** The error that the judge asks for, with what it wants to hear of the request among its details. */
export const asError = (judge: Judge, definition: ErrorDefinition, info: Message | undefined): ConnectError => {
  const error = new ConnectError(definition.message ?? "", definition.code);
  error.details = definition.details.map(({ typeUrl, value }) => ({ type: typeUrl.split("/").at(-1) ?? "", value }));
  const type = judge.type("ConformancePayload.RequestInfo");
  if (info !== undefined) error.details.push({ type: type.typeName, value: toBinary(type, info) });
  return error;
};
