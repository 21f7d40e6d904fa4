import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expectCode, memoryLogger, tempFolder } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { fakeCore, open, quickClock, type FakeCore, type Reply, type Seen } from "./support/fake-core.ts";

const pat = "urn:ietf:params:oauth:grant-type:token-exchange";

/** A Core that takes only the newest token that it gave. */
async function guarded(first: string, more: (seen: Seen) => Reply | undefined = () => undefined): Promise<FakeCore> {
  let good = first;
  let given = 0;
  return fakeCore((seen) => {
    const reply = more(seen);
    if (reply !== undefined) return reply;
    if (seen.path.endsWith("/.well-known/configuration")) return { json: { dhcore_client_id: "told" } };
    if (seen.path.endsWith("/.well-known/openid-configuration"))
      return { json: { token_endpoint: `http://${seen.headers.host ?? ""}/auth/token` } };
    if (seen.path.endsWith("/auth/token")) {
      good = `access-${++given}`;
      return { json: { access_token: good, refresh_token: `refresh-${given}`, aws_secret_access_key: "not-ours" } };
    }
    if (seen.headers.authorization !== `Bearer ${good}`)
      return { status: 401, json: { status: 401, message: "expired" } };
    if (seen.path.endsWith("/runs")) return { json: { content: [], totalElements: 0 } };
    return undefined;
  });
}

const form = (seen: Seen | undefined): object => Object.fromEntries(new URLSearchParams(seen?.body));

describe("who requests come from", () => {
  test("[REM-6] nobody: no header is sent, and a refusal says so", async () => {
    await using core = await fakeCore();
    await using _ = await open(core);
    expect(core.to("/api/auth")[0]?.headers.authorization).toBeUndefined();
    await using closed = await fakeCore(() => ({ status: 403, json: { status: 403, message: "Access Denied" } }));
    const error = await expectCode(open(closed), "FUNCTION_CORE_UNAUTHORIZED");
    expect(error.message).toMatch(/Access Denied.*without credentials/);
  });

  test("[REM-7] [REM-8] a user with a password, or the holder of a token", async () => {
    await using core = await fakeCore();
    await using _ = await open(core, { auth: { user: "ada", password: "grün:?~ÿ>9" } });
    const basic = core.to("/api/auth")[0]?.headers.authorization ?? "";
    expect(basic).toMatch(/[+/]/);
    expect(Buffer.from(basic.replace("Basic ", ""), "base64").toString()).toBe("ada:grün:?~ÿ>9");
    await using __ = await open(core, { auth: { accessToken: "t-1" } });
    expect(core.to("/api/auth")[1]?.headers.authorization).toBe("Bearer t-1");
  });

  test("[REM-9] [REM-11] [REM-12] an expired token is renewed, and the request sent again", async () => {
    await using core = await guarded("access-0");
    await using platform = await open(core, { auth: { accessToken: "access-0", refreshToken: "refresh-0" } });
    expect(core.to("/auth/token")).toEqual([]);
    await using late = await open(core, { auth: { accessToken: "old", refreshToken: "refresh-0" } });
    expect(form(core.to("/auth/token")[0])).toEqual({
      grant_type: "refresh_token",
      refresh_token: "refresh-0",
      client_id: "told",
      scope: "credentials",
    });
    expect(core.to("/auth/token")[0]?.headers["content-type"]).toContain("x-www-form-urlencoded");
    expect((await late.list("run", "p")).totalElements).toBe(0);
    // What the first client has is too old by now; it asks for its own.
    expect((await platform.list("run", "p")).totalElements).toBe(0);
    expect(core.to("/auth/token")).toHaveLength(2);
  });

  test("[REM-13] requests that fail at the same time share one renewal", async () => {
    let isExpired = false;
    await using core = await guarded("access-0", ({ path, headers }) =>
      isExpired && path.endsWith("/runs") && headers.authorization === "Bearer access-0" ? { status: 401 } : undefined,
    );
    await using platform = await open(core, { auth: { accessToken: "access-0", refreshToken: "r" } });
    isExpired = true;
    const pages = await Promise.all(Array.from({ length: 10 }, async () => platform.list("run", "p")));
    expect(pages).toHaveLength(10);
    expect(core.to("/auth/token")).toHaveLength(1);
  });

  test("[REM-10] a personal token is exchanged before the first request", async () => {
    await using core = await guarded("none yet");
    await using _ = await open(core, { auth: { personalAccessToken: "p-1" }, oauth: { clientId: "mine" } });
    expect(form(core.to("/auth/token")[0])).toEqual({
      grant_type: pat,
      subject_token: "p-1",
      subject_token_type: "urn:ietf:params:oauth:token-type:pat",
      client_id: "mine",
      scope: "credentials",
    });
    expect(core.to("/api/auth").map(({ headers }) => headers.authorization)).toEqual(["Bearer access-1"]);
  });

  test("[REM-11] where tokens are had is told, or found out from the issuer", async () => {
    await using issuer = await fakeCore(({ path, headers }) =>
      path === "/realm/.well-known/openid-configuration"
        ? { json: { token_endpoint: `http://${headers.host ?? ""}/t` } }
        : path === "/t"
          ? { json: { access_token: "from-issuer" } }
          : undefined,
    );
    await using core = await fakeCore();
    const auth = { personalAccessToken: "p-1" };
    await using _ = await open(core, { auth, oauth: { issuer: `${issuer.url}/realm/`, clientId: "c" } });
    await using __ = await open(core, { auth, oauth: { tokenEndpoint: `${issuer.url}/t`, clientId: "c" } });
    expect(core.to("/api/auth").map(({ headers }) => headers.authorization)).toEqual([
      "Bearer from-issuer",
      "Bearer from-issuer",
    ]);
    expect(issuer.to("/openid-configuration")).toHaveLength(1);
    await expectCode(open(core, { auth }), "FUNCTION_CORE_UNAUTHORIZED");
    await expectCode(open(core, { auth, oauth: { issuer: issuer.url } }), "FUNCTION_CORE_UNAUTHORIZED");
    await expectCode(open(core, { auth, oauth: { tokenEndpoint: "file:///etc" } }), "FUNCTION_CORE_INVALID_CONFIG");
  });

  test("[REM-12] a token that is refused again, or cannot be renewed, ends it", async () => {
    await using core = await guarded("nothing is good", ({ path }) =>
      path.endsWith("/auth/token") ? { json: { access_token: "useless" } } : undefined,
    );
    const auth = { accessToken: "old", refreshToken: "r" };
    await expectCode(open(core, { auth }), "FUNCTION_CORE_UNAUTHORIZED");
    expect(core.to("/api/auth")).toHaveLength(2);
    await expectCode(open(core, { auth: { accessToken: "old" } }), "FUNCTION_CORE_UNAUTHORIZED");
    expect(core.to("/api/auth")).toHaveLength(3);
    await using strict = await guarded("x", ({ path }) =>
      path.endsWith("/auth/token") ? { status: 400, json: { error: "invalid_grant" } } : undefined,
    );
    const error = await expectCode(open(strict, { auth }), "FUNCTION_CORE_UNAUTHORIZED");
    expect(error.message).toContain("invalid_grant");
    await using odd = await guarded("x", ({ path }) =>
      path.endsWith("/auth/token") ? { json: { access_token: "two\nlines" } } : undefined,
    );
    const told = await expectCode(open(odd, { auth }), "FUNCTION_CORE_UNAUTHORIZED");
    expect(JSON.stringify(told)).not.toContain("lines");
  });

  test("[REM-14] a new refresh token goes where the old one was, and one that is newer there is used", async () => {
    await using folder = await tempFolder();
    const configFile = join(folder.path, "dhcore.ini");
    await using core = await guarded("access-0", ({ path, body }) => {
      const isOld = path.endsWith("/auth/token") && new URLSearchParams(body).get("refresh_token") === "stale";
      return isOld ? { status: 400, json: { error: "invalid_grant" } } : undefined;
    });
    const content = (token: string): string => `[__default]\ndhcore_refresh_token = ${token}\ndhcore_name = lab\n`;
    await writeFile(configFile, content("fresh"));
    {
      await using platform = await open(core, { configFile, auth: undefined as never });
      expect(await readFile(configFile, "utf8")).toContain("dhcore_refresh_token = refresh-1");
      expect(await readFile(configFile, "utf8")).toContain("dhcore_name = lab");
      expect((await platform.list("run", "p")).content).toEqual([]);
    }
    await writeFile(configFile, content("stale"));
    const opening = open(core, {
      configFile,
      auth: undefined as never,
      // Another program logs in between reading the file and the first refusal.
      fetch: async (input, init) => {
        if (typeof input === "string" && input.endsWith("/auth/token")) await writeFile(configFile, content("newer"));
        return fetch(input, init);
      },
    });
    await using _ = await opening;
    expect(core.to("/auth/token").map((seen) => new URLSearchParams(seen.body).get("refresh_token"))).toEqual([
      "fresh",
      "stale",
      "newer",
    ]);
  });

  test("[REM-15] what is secret is in no message and no log", async () => {
    const secrets = ["access-0", "access-1", "refresh-0", "refresh-1", "geheim-9", "c2VjcmV0"];
    await using core = await guarded("access-0", ({ path, headers, queryText }) =>
      path.endsWith("/functions")
        ? { status: 500, text: `no: ${headers.authorization ?? ""} ${queryText}` }
        : undefined,
    );
    const logger = memoryLogger();
    const told: string[] = [];
    const fail = async (work: Promise<unknown>): Promise<void> => {
      const error = await work.catch((reason: unknown) => reason);
      told.push(String(error), JSON.stringify(error));
    };
    {
      await using platform = await open(core, { auth: { accessToken: "old", refreshToken: "refresh-0" }, logger });
      await fail(platform.list("function", "p", { name: "refresh-1" }));
    }
    await using _ = await open(core, { auth: { accessToken: "access-1" }, logger });
    await fail(open(core, { auth: { user: "ada", password: "geheim-9" }, logger, clock: quickClock() }));
    const all = told.join("\n") + JSON.stringify(logger.records);
    expect(told).toHaveLength(4);
    expect(logger.records.length).toBeGreaterThan(3);
    for (const secret of secrets) expect(all).not.toContain(secret);
    expect(all).toContain("***");
  });
});
