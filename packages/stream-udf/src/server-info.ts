import { UdfError } from "./errors.ts";

/** What a server tells the engine about itself, in a file beside its socket. */
export interface ServerInfo {
  readonly protocol: "uds" | "tcp";
  /** The engine knows `go`, `python`, `java` and `rust`; since 1.8.0 it takes any other text as well. */
  readonly language: string;
  /** The oldest engine that will do; `-z` lets no pre-release pass. Empty: any. */
  readonly minimumNumaflowVersion: string;
  /** Of the SDK. Engines up to 1.7 refuse any but the empty one from a language that they do not know. */
  readonly version: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What follows the JSON, so that a reader knows a whole file from a torn one. No newline before or after. */
export const serverInfoTerminator = "U+005C__END__";

/** The text of a server-info file. */
export function formatServerInfo(info: ServerInfo): string {
  const { protocol, language, minimumNumaflowVersion, version, metadata } = info;
  const fields = { protocol, language, minimum_numaflow_version: minimumNumaflowVersion, version, metadata };
  return JSON.stringify(fields) + serverInfoTerminator;
}

/**
 * Reads the text of a server-info file as the engine does: every field may be missing.
 *
 * @param where the file, for the message of an error
 * @throws `UDF_SERVER_INFO_INVALID` if it is torn, or no JSON object
 */
export function parseServerInfo(text: string, where: string): ServerInfo {
  if (!text.endsWith(serverInfoTerminator)) {
    return refuse(where, `does not end with '${serverInfoTerminator}': it is torn, or not written yet`);
  }
  let fields: unknown;
  try {
    fields = JSON.parse(text.slice(0, -serverInfoTerminator.length));
  } catch (cause) {
    return refuse(where, "has no JSON before its terminator", cause);
  }
  if (typeof fields !== "object" || fields === null || Array.isArray(fields)) {
    return refuse(where, "holds no JSON object");
  }
  const given = fields as Readonly<Record<string, unknown>>;
  return {
    protocol: given["protocol"] === "tcp" ? "tcp" : "uds",
    language: textOf(given["language"]),
    minimumNumaflowVersion: textOf(given["minimum_numaflow_version"]),
    version: textOf(given["version"]),
    metadata: textsOf(given["metadata"]),
  };
}

const textOf = (value: unknown): string => (typeof value === "string" ? value : "");

const textsOf = (value: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries(value ?? {}).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
  );

function refuse(where: string, what: string, cause?: unknown): never {
  throw new UdfError("UDF_SERVER_INFO_INVALID", `the server-info file '${where}' ${what}`, {
    details: { file: where },
    ...(cause === undefined ? {} : { cause }),
  });
}
