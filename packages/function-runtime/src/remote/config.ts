import { readFile } from "node:fs/promises";
import { FunctionError } from "../errors.ts";
import { readEnv, type Env } from "../env.ts";
import type { CoreOptions } from "./core-client.ts";
import { authModeOf, secretsOf, type AuthMode, type CoreCredentials } from "./credentials.ts";
import { defaultSection, iniValue, parseIni, type Ini } from "./ini.ts";

/** Everything that is known before the first request. */
export interface CoreConfig {
  /** Without a slash at its end. */
  readonly endpoint: string;
  readonly mode: AuthMode;
  readonly secrets: readonly string[];
  readonly clientId?: string;
  readonly issuer?: string;
  readonly tokenEndpoint?: string;
  readonly filesStore?: string;
  /** Where the refresh token is from, so that a new one goes there. */
  readonly tokenFile?: { readonly file: string; readonly profile: string };
}

type Settings = Pick<CoreOptions, "endpoint" | "profile" | "configFile" | "auth" | "oauth" | "filesStore">;

/** The profile of a file that names none. */
const unnamedProfile = "__default";

/**
 * Reads what the options leave open from environment and file: configuration is taken from the environment first,
 * credentials from the file first, as DigitalHub's own client does it.
 *
 * @throws `FUNCTION_CORE_NO_ENDPOINT`, `FUNCTION_CORE_INVALID_CONFIG`
 */
export async function readCoreConfig(options: Settings, env: Env = readEnv()): Promise<CoreConfig> {
  const file = options.configFile ?? env.coreConfigFile;
  const ini = parseIni(await readOptional(file));
  const profile = options.profile ?? env.core.get("DH_NAME") ?? currentProfile(ini);
  if (options.profile !== undefined && !ini.has(options.profile)) throw noSuchProfile(options.profile, file, ini);

  const fromFile = (name: string): string | undefined => iniValue(ini, profile, name);
  const setting = (name: string): string | undefined => env.core.get(name) ?? fromFile(name);
  const credential = (name: string): string | undefined => fromFile(name) ?? env.core.get(name);

  const endpoint = endpointOf(options.endpoint ?? setting("DHCORE_ENDPOINT"), options.endpoint === undefined);
  const [credentials, where] = credentialsOf(options.auth, credential);
  const mode = authModeOf(credentials, where);
  const fromThatFile = options.auth === undefined && fromFile("DHCORE_REFRESH_TOKEN") !== undefined;
  const clientId = options.oauth?.clientId ?? setting("DHCORE_CLIENT_ID");
  const issuer = options.oauth?.issuer ?? setting("DHCORE_ISSUER");
  const tokenEndpoint = options.oauth?.tokenEndpoint ?? setting("OAUTH2_TOKEN_ENDPOINT");
  const filesStore = options.filesStore ?? setting("DHCORE_DEFAULT_FILES_STORE");
  return {
    endpoint,
    mode,
    secrets: secretsOf(credentials),
    ...(clientId === undefined ? {} : { clientId }),
    ...(issuer === undefined ? {} : { issuer }),
    ...(tokenEndpoint === undefined ? {} : { tokenEndpoint }),
    ...(filesStore === undefined ? {} : { filesStore: filesStore.replace(/\/+$/, "") }),
    ...(fromThatFile ? { tokenFile: { file, profile } } : {}),
  };
}

/** The refresh token that the file has now: another program may have renewed it. */
export async function storedRefreshToken({
  file,
  profile,
}: Required<CoreConfig>["tokenFile"]): Promise<string | undefined> {
  return iniValue(parseIni(await readOptional(file)), profile, "DHCORE_REFRESH_TOKEN");
}

function credentialsOf(
  given: CoreOptions["auth"],
  find: (name: string) => string | undefined,
): [CoreCredentials, where: string] {
  if (given === "none") return [{}, "auth"];
  if (given !== undefined) return [given, "auth"];
  const found = {
    personalAccessToken: find("DHCORE_PERSONAL_ACCESS_TOKEN"),
    refreshToken: find("DHCORE_REFRESH_TOKEN"),
    accessToken: find("DHCORE_ACCESS_TOKEN"),
    user: find("DHCORE_USER"),
    password: find("DHCORE_PASSWORD"),
  };
  const there = Object.entries(found).filter(([, value]) => value !== undefined);
  return [Object.fromEntries(there), "what environment and configuration file say of the login to Core"];
}

function endpointOf(text: string | undefined, fromSettings: boolean): string {
  const where = fromSettings ? "DHCORE_ENDPOINT" : "endpoint";
  if (text === undefined) {
    throw new FunctionError(
      "FUNCTION_CORE_NO_ENDPOINT",
      "no endpoint is given, neither as an option nor by DHCORE_ENDPOINT nor in the configuration file; give one such as http://localhost:8080",
    );
  }
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const shape = "such as http://localhost:8080";
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new FunctionError("FUNCTION_CORE_NO_ENDPOINT", `${where} is no address by http or https; write one ${shape}`);
  if (url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    throw new FunctionError(
      "FUNCTION_CORE_NO_ENDPOINT",
      `${where} has more than an address in it; write one ${shape}, and give a login by 'auth' or DHCORE_USER and DHCORE_PASSWORD`,
    );
  return `${url.origin}${url.pathname}`.replace(/\/+$/, "");
}

const currentProfile = (ini: Ini): string => iniValue(ini, defaultSection, "current_environment") ?? unnamedProfile;

function noSuchProfile(profile: string, file: string, ini: Ini): FunctionError {
  const known = [...ini.keys()].filter((name) => name !== defaultSection);
  const has = known.length === 0 ? "has none" : `has ${known.map((name) => `'${name}'`).join(", ")}`;
  return new FunctionError("FUNCTION_CORE_INVALID_CONFIG", `there is no profile '${profile}' in ${file}; it ${has}`);
}

async function readOptional(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return "";
    throw new FunctionError("FUNCTION_CORE_INVALID_CONFIG", `the configuration file ${file} cannot be read`, { cause });
  }
}
