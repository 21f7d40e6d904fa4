import { invalidArgument } from "../service-errors.ts";

/** What a worker sends back with all that it has to say of its attempt. */
export interface ActivityToken {
  readonly activityId: string;
  readonly runId: string;
  readonly attempt: number;
}

const utf8 = new TextEncoder();
const text = new TextDecoder();

/** Sets these tokens apart from those of activities that belong to workflows. */
const prefix = "standalone-activity:";

export const encodeActivityToken = ({ activityId, runId, attempt }: ActivityToken): Uint8Array =>
  utf8.encode(prefix + JSON.stringify([runId, attempt, activityId]));

export const isStandaloneToken = (token: Uint8Array): boolean =>
  text.decode(token.subarray(0, prefix.length)) === prefix;

/** @throws `invalid_argument` */
export function decodeActivityToken(token: Uint8Array): ActivityToken {
  const [runId, attempt, activityId] = parts(token);
  if (typeof runId === "string" && typeof attempt === "number" && typeof activityId === "string") {
    return { runId, attempt, activityId };
  }
  throw invalidArgument("malformed token");
}

function parts(token: Uint8Array): readonly unknown[] {
  try {
    const json: unknown = JSON.parse(text.decode(token).slice(prefix.length));
    return Array.isArray(json) ? json : [];
  } catch {
    return [];
  }
}
