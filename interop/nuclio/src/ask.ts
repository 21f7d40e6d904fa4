import type { RunningProcessor } from "./start-processor.ts";

export interface Question {
  readonly path?: string;
  readonly method?: string;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
  /** Default 5,000. */
  readonly timeoutMs?: number;
}

/** An answer, or that there was none. */
export interface Reply {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
}

/** Asks the processor's http trigger; no answer in time, and a connection that broke, are status 0. */
export const ask = async ({ url }: RunningProcessor, question: Question = {}): Promise<Reply> => {
  const { path = "/", method = question.body === undefined ? "GET" : "POST", timeoutMs = 5000 } = question;
  try {
    const answer = await fetch(url + path, {
      method,
      ...(question.body === undefined ? {} : { body: question.body }),
      headers: { "content-type": "text/plain", ...question.headers },
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: answer.status, text: await answer.text(), headers: answer.headers };
  } catch (error) {
    const name = error instanceof Error ? error.name : "";
    return { status: 0, text: name === "TimeoutError" ? "no answer" : "connection broken", headers: new Headers() };
  }
};

/** `200 ok`, in a line; long texts and stacks are cut. */
export const brief = ({ status, text }: Reply): string => {
  const line = text.split("\n", 1)[0] ?? "";
  const cut = line.length > 60 ? `${line.slice(0, 60)}…` : line;
  return status === 0 ? cut : `${status} ${cut}`.trim();
};
