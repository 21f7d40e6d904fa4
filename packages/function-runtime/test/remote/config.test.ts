import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expectCode, tempFolder } from "@millrace/protocol/testing";
import { afterEach, describe, expect, test, vi } from "vitest";
import { readEnv } from "../../src/env.ts";
import { openCore } from "../../src/remote/core-client.ts";
import { readCoreConfig } from "../../src/remote/config.ts";
import { iniValue, parseIni, setInIni } from "../../src/remote/ini.ts";

const file = `
# written by a client of DigitalHub
[DEFAULT]
current_environment = lab
dhcore_issuer = http://issuer

[lab]
DHCORE_ENDPOINT = http://lab:8080/
dhcore_user: ada
dhcore_password = 50%%=x
dhcore_access_token =

[cloud]
dhcore_endpoint = https://cloud/core
dhcore_refresh_token = r-1
`;

async function withFile<T>(use: (path: string) => Promise<T>): Promise<T> {
  await using folder = await tempFolder();
  const path = join(folder.path, "dhcore.ini");
  await writeFile(path, file);
  return await use(path);
}

const nobody = { ...readEnv(), core: new Map<string, string>() };
const withCore = (entries: Record<string, string>) => ({ ...nobody, core: new Map(Object.entries(entries)) });

afterEach(() => void vi.unstubAllEnvs());

describe("settings of the client", () => {
  test("[REM-4] come from the file's current profile, with what is common to all profiles", async () => {
    expect(await withFile((configFile) => readCoreConfig({ configFile }, nobody))).toEqual({
      endpoint: "http://lab:8080",
      mode: { by: "basic", user: "ada", password: "50%=x" },
      secrets: ["50%=x"],
      issuer: "http://issuer",
    });
  });

  test("[REM-4] come from the profile that DH_NAME or the option names", async () => {
    await withFile(async (configFile) => {
      const cloud = { endpoint: "https://cloud/core", tokenFile: { file: configFile, profile: "cloud" } };
      expect(await readCoreConfig({ configFile }, withCore({ DH_NAME: "cloud" }))).toMatchObject(cloud);
      const env = withCore({ DH_NAME: "lab" });
      expect(await readCoreConfig({ configFile, profile: "cloud" }, env)).toMatchObject(cloud);
      const error = await expectCode(readCoreConfig({ configFile, profile: "x" }, env), "FUNCTION_CORE_INVALID_CONFIG");
      expect(error.message).toContain("'lab', 'cloud'");
    });
  });

  test("[REM-1] [REM-2] what is configured is taken from options, then the environment, then the file", async () => {
    await withFile(async (configFile) => {
      const env = withCore({
        DHCORE_ENDPOINT: "http://env:1",
        DHCORE_CLIENT_ID: "c",
        DHCORE_DEFAULT_FILES_STORE: "s3://e/",
      });
      expect(await readCoreConfig({ configFile }, env)).toMatchObject({
        endpoint: "http://env:1",
        clientId: "c",
        issuer: "http://issuer",
        filesStore: "s3://e",
      });
      const given = { endpoint: "http://option:2", filesStore: "s3://o", oauth: { clientId: "mine" } };
      expect(await readCoreConfig({ configFile, ...given }, env)).toMatchObject({
        endpoint: "http://option:2",
        filesStore: "s3://o",
        clientId: "mine",
      });
    });
  });

  test("[REM-3] credentials are taken from the file first, then from the environment", async () => {
    await withFile(async (configFile) => {
      const env = withCore({ DHCORE_USER: "eve", DHCORE_PASSWORD: "from-env" });
      expect((await readCoreConfig({ configFile }, env)).mode).toMatchObject({ user: "ada", password: "50%=x" });
      const more = withCore({ DHCORE_ACCESS_TOKEN: "from-env" });
      expect((await readCoreConfig({ configFile }, more)).mode).toEqual({ by: "bearer", accessToken: "from-env" });
      const given = { user: "bob", password: "option" };
      expect((await readCoreConfig({ configFile, auth: given }, more)).mode).toEqual({ by: "basic", ...given });
      expect((await readCoreConfig({ configFile, auth: "none" }, more)).mode).toEqual({ by: "none" });
    });
  });

  test("[REM-5] the strongest credentials count", async () => {
    const all = { personalAccessToken: "p", refreshToken: "r", accessToken: "a", user: "u", password: "w" };
    const modeOf = async (auth: object) =>
      (await readCoreConfig({ endpoint: "http://x", configFile: "/nowhere", auth }, nobody)).mode;
    expect(await modeOf(all)).toEqual({ by: "exchange", personalAccessToken: "p" });
    const { personalAccessToken: _, ...second } = all;
    expect(await modeOf(second)).toEqual({ by: "refresh", refreshToken: "r", accessToken: "a" });
    expect(await modeOf({ accessToken: "a", user: "u", password: "w" })).toEqual({ by: "bearer", accessToken: "a" });
    expect(await modeOf({ user: "u", password: "w" })).toEqual({ by: "basic", user: "u", password: "w" });
    expect(await modeOf({})).toEqual({ by: "none" });
    await expectCode(modeOf({ user: "u" }), "FUNCTION_CORE_INVALID_CONFIG");
    await expectCode(modeOf({ accessToken: "line\nbreak" }), "FUNCTION_CORE_INVALID_CONFIG");
    await expectCode(modeOf({ token: "a" }), "PROTOCOL_UNKNOWN_OPTION");
  });

  test("[REM-1] without an address, or with one that is none, nothing begins", async () => {
    const none = { configFile: "/nowhere", auth: "none" } as const;
    await expectCode(readCoreConfig(none, nobody), "FUNCTION_CORE_NO_ENDPOINT");
    for (const endpoint of ["core:8080", "ftp://core", "http://core?x=1", "not an address"])
      await expectCode(readCoreConfig({ ...none, endpoint }, nobody), "FUNCTION_CORE_NO_ENDPOINT");
    const login = readCoreConfig({ ...none, endpoint: "http://ada:geheim@core" }, nobody);
    expect((await expectCode(login, "FUNCTION_CORE_NO_ENDPOINT")).message).not.toContain("geheim");
    await expectCode(openCore({ endPoint: "http://core" } as object), "PROTOCOL_UNKNOWN_OPTION");
  });

  test("[REM-2] [REM-4] the environment is read as DigitalHub names it, empty variables as absent", () => {
    vi.stubEnv("DHCORE_ENDPOINT", "http://a");
    vi.stubEnv("DHCORE_USER", "");
    vi.stubEnv("DH_CONFIG", "/some/where.ini");
    const env = readEnv();
    expect(env.core.get("DHCORE_ENDPOINT")).toBe("http://a");
    expect(env.core.has("DHCORE_USER")).toBe(false);
    expect(env.coreConfigFile).toBe("/some/where.ini");
    vi.stubEnv("DH_CONFIG", "");
    expect(readEnv().coreConfigFile).toMatch(/\.dhcore\.ini$/);
  });
});

describe("the configuration file", () => {
  test("[REM-4] is read as Python's configparser reads it", () => {
    const ini = parseIni("[DEFAULT]\nShared = 1\n[a b]\nKey: x = y\nlong = one\n  two\n; remark\nnone = None\n");
    expect(iniValue(ini, "a b", "KEY")).toBe("x = y");
    expect(iniValue(ini, "a b", "long")).toBe("one\ntwo");
    expect(iniValue(ini, "a b", "shared")).toBe("1");
    expect(iniValue(ini, "a b", "none")).toBeUndefined();
    expect(iniValue(ini, "other", "key")).toBeUndefined();
  });

  test("[REM-14] keeps all but what is set", () => {
    const changed = setInIni(file, "cloud", { dhcore_refresh_token: "50%", dhcore_access_token: "a" });
    const ini = parseIni(changed);
    expect(iniValue(ini, "cloud", "dhcore_refresh_token")).toBe("50%");
    expect(iniValue(ini, "cloud", "dhcore_access_token")).toBe("a");
    expect(iniValue(ini, "lab", "dhcore_user")).toBe("ada");
    expect(changed).toContain("# written by a client of DigitalHub");
    expect(iniValue(parseIni(setInIni("", "new", { k: "v" })), "new", "k")).toBe("v");
  });

  test("[REM-4] that cannot be read is an error, one that is not there is none", async () => {
    await using folder = await tempFolder();
    const options = { endpoint: "http://x", auth: "none" } as const;
    await expectCode(readCoreConfig({ ...options, configFile: folder.path }, nobody), "FUNCTION_CORE_INVALID_CONFIG");
    expect(await readCoreConfig({ ...options, configFile: join(folder.path, "none") }, nobody)).toMatchObject({
      endpoint: "http://x",
    });
  });
});
