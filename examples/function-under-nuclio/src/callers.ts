import path from "node:path";
import { FunctionError, serve } from "@millrace/function-runtime";
import { callFunction, startMockProcessor } from "@millrace/function-runtime/testing";
import { routeLength } from "./route.ts";

/** What became of a call: a value, or that its arguments were refused. */
export type Outcome = Awaited<ReturnType<typeof routeLength>> | "refused";

/** A way to call the function. */
export interface Caller {
  readonly name: string;
  call(parameters: object): Promise<Outcome>;
  close(): Promise<void>;
}

export const callers: readonly (() => Promise<Caller>)[] = [inProcess, overHttp, underNuclio];

async function inProcess(): Promise<Caller> {
  return {
    name: "in process",
    async call(parameters) {
      try {
        return await callFunction(routeLength, { parameters: { ...parameters } });
      } catch (error) {
        if (FunctionError.is(error, "FUNCTION_INVALID_PARAMETERS")) return "refused";
        throw error;
      }
    },
    close: () => Promise.resolve(),
  };
}

async function overHttp(): Promise<Caller> {
  const service = await serve(routeLength, { port: 0 });
  return {
    name: "over HTTP",
    async call(parameters) {
      const headers = { "content-type": "application/json" };
      const answer = await fetch(service.url, { method: "POST", headers, body: JSON.stringify(parameters) });
      return outcomeOf(answer.status, await answer.text());
    },
    close: () => service.close(),
  };
}

/** The mock sends what Nuclio's processor sends, byte by byte; the wrapper is the one that the processor starts. */
async function underNuclio(): Promise<Caller> {
  const processor = await startMockProcessor({
    handler: `${path.join(import.meta.dirname, "route.ts")}:routeLength`,
  });
  return {
    name: "under Nuclio",
    async call(parameters) {
      const { statusCode, body } = await processor.send({
        method: "POST",
        contentType: "application/json",
        body: JSON.stringify(parameters),
      });
      return outcomeOf(statusCode, body.toString());
    },
    close: () => processor.close(),
  };
}

function outcomeOf(status: number, body: string): Outcome {
  if (status === 200) return JSON.parse(body) as Outcome;
  if (status === 400) return "refused";
  throw new Error(`${status}: ${body}`);
}
