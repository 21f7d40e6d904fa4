import { withDeadline } from "@millrace/protocol";
import type { InputEvent } from "../event.ts";
import type { MetadataInput } from "../metadata.ts";
import type { DataInput } from "../value.ts";
import type { Answers } from "./answers.ts";
import type { NodeOutputs } from "./outputs.ts";
import { inputEvent } from "./to-event.ts";
import { uuidV7 } from "./uuid-v7.ts";
import { withParameters } from "./with-parameters.ts";

export interface RequestOptions {
  /** How long the answer may take. Default 30,000. */
  readonly timeoutMs?: number;
  /** Aborting it gives up waiting; the server is not told. */
  readonly signal?: AbortSignal | undefined;
  /** Parameters of the request besides its `request_id`. */
  readonly metadata?: MetadataInput;
}

export const requestOptionNames = ["timeoutMs", "signal", "metadata"] as const;

export const requestDefaults: { readonly timeoutMs: number } = Object.freeze({ timeoutMs: 30_000 });

/** Sends a request and waits for the input with its `request_id`. */
export async function request(
  outputs: NodeOutputs,
  answers: Answers,
  outputId: string,
  data: DataInput | null | undefined,
  { timeoutMs = requestDefaults.timeoutMs, signal, metadata }: RequestOptions,
): Promise<InputEvent> {
  const id = uuidV7();
  const { promise, resolve, reject } = Promise.withResolvers<InputEvent>();
  const onInput = (message: Parameters<typeof inputEvent>[0]): boolean => {
    resolve(inputEvent(message));
    return false;
  };
  answers.expect({ key: "request_id", id, outputId, onInput, onFailure: reject });
  const work = async (): Promise<InputEvent> => {
    await outputs.send(outputId, data, withParameters(metadata, { request_id: id }));
    return promise;
  };
  try {
    return await withDeadline(work, { timeoutMs, signal, name: `the answer to a request over '${outputId}'` });
  } finally {
    answers.forget(id);
  }
}
