import { setTimeout as sleep } from "node:timers/promises";
import type { Message } from "@bufbuild/protobuf";
import { anyPack } from "@bufbuild/protobuf/wkt";
import type { HandlerContext, ServiceImpl } from "@connectrpc/connect";
import { addHeaders, asError, fromHeaders } from "./conversions.ts";
import type { Header, Judge, StreamDefinition, StreamRequest, UnaryDefinition, UnaryRequest } from "./messages.ts";

const setMetadata = (
  context: HandlerContext,
  definition: { responseHeaders: Header[]; responseTrailers: Header[] } | undefined,
): void => {
  addHeaders(context.responseHeader, definition?.responseHeaders ?? []);
  addHeaders(context.responseTrailer, definition?.responseTrailers ?? []);
};

/** The judge's service: it answers what the request asks for, and tells what arrived. */
export const conformanceService = (judge: Judge): ServiceImpl<Judge["service"]> => {
  const info = (context: HandlerContext, requests: readonly Message[]): Message => {
    const timeoutMs = context.timeoutMs();
    return judge.make("ConformancePayload.RequestInfo", {
      requestHeaders: fromHeaders(context.requestHeader),
      ...(timeoutMs === undefined ? {} : { timeoutMs: BigInt(Math.max(0, Math.round(timeoutMs))) }),
      requests: requests.map((request) => anyPack(judge.type(request.$typeName.split(".").at(-1) ?? ""), request)),
    });
  };
  const payload = (data: Uint8Array, requestInfo?: Message): object => ({
    payload: { data, ...(requestInfo === undefined ? {} : { requestInfo }) },
  });

  const answerOnce = async (
    definition: UnaryDefinition | undefined,
    context: HandlerContext,
    requests: readonly Message[],
  ): Promise<object> => {
    const requestInfo = info(context, requests);
    setMetadata(context, definition);
    if (definition === undefined) return payload(new Uint8Array(), requestInfo);
    await sleep(definition.responseDelayMs);
    if (definition.response.case === "error") throw asError(judge, definition.response.value, requestInfo);
    return payload(
      definition.response.case === "responseData" ? definition.response.value : new Uint8Array(),
      requestInfo,
    );
  };

  async function* answerMany(
    definition: StreamDefinition | undefined,
    first: Message | undefined,
    from = 0,
  ): AsyncGenerator<object> {
    let requestInfo = first;
    for (const data of definition?.responseData.slice(from) ?? []) {
      await sleep(definition?.responseDelayMs ?? 0);
      yield payload(data, requestInfo);
      requestInfo = undefined;
    }
    if (definition?.error !== undefined) throw asError(judge, definition.error, requestInfo);
  }

  return {
    unary: (request: UnaryRequest, context: HandlerContext) =>
      answerOnce(request.responseDefinition, context, [request]),
    idempotentUnary: (request: UnaryRequest, context: HandlerContext) =>
      answerOnce(request.responseDefinition, context, [request]),
    async clientStream(requests: AsyncIterable<UnaryRequest>, context: HandlerContext) {
      const all: UnaryRequest[] = [];
      for await (const request of requests) all.push(request);
      return answerOnce(all[0]?.responseDefinition, context, all);
    },
    async *serverStream(request: StreamRequest, context: HandlerContext) {
      setMetadata(context, request.responseDefinition);
      yield* answerMany(request.responseDefinition, info(context, [request]));
    },
    async *bidiStream(requests: AsyncIterable<StreamRequest>, context: HandlerContext) {
      let definition: StreamDefinition | undefined;
      let fullDuplex = false;
      let answered = 0;
      let unanswered: StreamRequest[] = [];
      for await (const request of requests) {
        if (definition === undefined && request.responseDefinition !== undefined) {
          definition = request.responseDefinition;
          fullDuplex = request.fullDuplex ?? false;
          setMetadata(context, definition);
        }
        unanswered.push(request);
        const data = definition?.responseData[answered];
        if (!fullDuplex) continue;
        if (data === undefined) break;
        await sleep(definition?.responseDelayMs ?? 0);
        yield payload(data, info(context, unanswered));
        answered += 1;
        unanswered = [];
      }
      const requestInfo = answered === 0 ? info(context, unanswered) : undefined;
      yield* answerMany(definition, requestInfo, answered);
    },
  } as never;
};
