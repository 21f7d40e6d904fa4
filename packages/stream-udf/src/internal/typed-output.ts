import { suggest } from "@millrace/protocol";
import type { MaybePromise } from "../component.ts";
import { UdfError } from "../errors.ts";
import type { MessageOptions } from "../message.ts";
import type { NackOptions } from "../nack-options.ts";
import type { Forward, Verdict } from "../typed-result.ts";
import type { ValueCodec } from "../value-codec.ts";
import { kindOf } from "./kind-of.ts";
import { messageOf } from "./message-of.ts";
import { requireTexts } from "./require.ts";
import { isPromise, mapDone, whenDone } from "./when-done.ts";

/** Makes the messages of one kind of component. */
export interface MessageMaker<M, F> {
  /** What it is for, as messages of errors shall name it. */
  readonly where: string;
  /** What a handler may return, as messages of errors shall name it. */
  readonly returns: string;
  /** The names that a result may have. */
  readonly fields: readonly string[];
  readonly codec: ValueCodec<unknown, never>;
  readonly tags: ReadonlySet<string>;
  forward(result: F, keys: readonly string[], value: Uint8Array, options: MessageOptions | undefined): M;
  /** Their verdicts: those of the class of the messages that the engine takes from this kind. */
  readonly messages: { toDrop(): M; toNack?(options?: NackOptions): M; toFail?(): M };
}

/** A result that goes on, of any kind. */
export type AnyForward = Omit<Forward<unknown, string>, "eventTime">;

type Shared = Pick<MessageMaker<unknown, never>, "where" | "returns" | "fields" | "codec" | "tags">;

/** The fields of a {@link Forward}. */
export const forwardFields: readonly string[] = ["value", "keys", "tags", "userMetadata"];

/** Turns what a typed handler returned into messages. */
export function toMessages<M, F extends AnyForward>(
  results: unknown,
  inputKeys: readonly string[],
  maker: MessageMaker<M, F>,
): MaybePromise<readonly M[]> {
  if (results === undefined) return [];
  if (Array.isArray(results)) {
    return mapDone(results as readonly unknown[], (result) => toMessage(result, inputKeys, maker));
  }
  return whenDone(toMessage(results, inputKeys, maker), (message) => [message]);
}

function toMessage<M, F extends AnyForward>(
  result: unknown,
  inputKeys: readonly string[],
  maker: MessageMaker<M, F>,
): MaybePromise<M> {
  if (isVerdict(result)) {
    const { messages } = maker;
    if (result.verdict === "drop") return messages.toDrop();
    const message = result.verdict === "nack" ? messages.toNack?.(result.options) : messages.toFail?.();
    return message ?? refuse(`'${result.verdict}'`, maker);
  }
  if (!isForward<F>(result)) return refuse(kindOf(result), maker);
  for (const name in result) if (!maker.fields.includes(name)) checkUnknown(name, result, maker);
  const { keys = inputKeys, tags, userMetadata } = result;
  if (keys !== inputKeys) requireTexts(keys, "keys", `a result of ${maker.where}`);
  if (tags !== undefined) requireTexts(tags, "tags", `a result of ${maker.where}`);
  for (const tag of tags ?? []) if (!maker.tags.has(tag)) refuseTag(tag, maker);
  const options = tags === undefined && userMetadata === undefined ? undefined : optionsOf(tags, userMetadata);
  return whenDone(encode(result.value, maker), (value) => maker.forward(result, keys, value, options));
}

function refuse(what: string, { where, returns }: Shared): never {
  const message = `the handler of ${where} returned ${what}; return ${returns}, a list of these, or nothing`;
  throw new UdfError("UDF_INVALID_RESULT", message, { details: { where } });
}

/** A field of another name would be lost in silence. One that is `undefined` says nothing. */
function checkUnknown(name: string, result: object, { where, fields }: Shared): void {
  if ((result as Readonly<Record<string, unknown>>)[name] === undefined) return;
  const near = suggest(name, fields);
  const advice =
    name === "eventTime"
      ? "only a source transform assigns event times"
      : near === undefined
        ? `known fields: ${fields.join(", ")}`
        : `did you mean '${near}'?`;
  const message = `a result of ${where} has no field '${name}'; ${advice}`;
  throw new UdfError("UDF_INVALID_RESULT", message, { details: { where, field: name } });
}

const optionsOf = (
  tags: readonly string[] | undefined,
  userMetadata: MessageOptions["userMetadata"],
): MessageOptions => ({ ...(tags && { tags }), ...(userMetadata && { userMetadata }) });

function encode(value: unknown, { codec, where }: Shared): MaybePromise<Uint8Array> {
  const unfit = (cause: unknown): never => {
    const message = `a result of ${where} does not fit the codec '${codec.name}': ${messageOf(cause)}`;
    throw new UdfError("UDF_ENCODE_FAILED", message, { cause, details: { where, codec: codec.name } });
  };
  try {
    const bytes = codec.encode(value as never);
    return isPromise(bytes) ? bytes.catch(unfit) : bytes;
  } catch (cause) {
    return unfit(cause);
  }
}

function refuseTag(tag: string, { tags, where }: Shared): never {
  const known = tags.size === 0 ? "it declares none" : `it declares ${[...tags].join(", ")}`;
  const message = `a result of ${where} has the tag '${tag}', which its definition does not declare; ${known}`;
  throw new UdfError("UDF_UNKNOWN_TAG", message, { details: { tag, tags: [...tags] } });
}

const isVerdict = (result: unknown): result is Verdict =>
  typeof result === "object" && result !== null && "verdict" in result;

const isForward = <F>(result: unknown): result is F =>
  typeof result === "object" && result !== null && "value" in result;
