import { randomUUID } from "node:crypto";
import { readFile, rename, rm, writeFile } from "node:fs/promises";
import type { CoreConfig } from "./config.ts";
import { setInIni } from "./ini.ts";
import type { TokenAnswer } from "./token-endpoint.ts";

/** Writes new tokens into the profile that the old ones came from, as DigitalHub's own client does. */
export async function keepTokens(place: Required<CoreConfig>["tokenFile"], tokens: TokenAnswer): Promise<void> {
  const { file, profile } = place;
  const text = setInIni(await readFile(file, "utf8"), profile, {
    dhcore_access_token: tokens.accessToken,
    ...(tokens.refreshToken === undefined ? {} : { dhcore_refresh_token: tokens.refreshToken }),
  });
  const temporary = `${file}.${randomUUID()}`;
  try {
    await writeFile(temporary, text, { mode: 0o600, flag: "wx" });
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
