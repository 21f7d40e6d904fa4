import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { startServer } from "../../src/server.ts";
import { inP, withRest, type Answer, type Rest } from "./support.ts";

const basic = (user: string, password: string): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}`;

const asked = (rest: Rest, authorization?: string, path = "/api/auth"): Promise<Answer> =>
  rest.get(path, { headers: authorization === undefined ? {} : { authorization } });

describe("credentials", () => {
  test("[REST-26] none are asked for by default", async () => {
    await withRest(async (rest) => {
      expect((await asked(rest)).status).toBe(200);
      expect((await asked(rest, undefined, "/api/v1/users/me")).json).toEqual({ username: "anonymous" });
    });
  });

  test("[REST-26] user and password", async () => {
    await withRest(
      async (rest) => {
        expect((await asked(rest)).status).toBe(403);
        const wrong = await asked(rest, basic("ada", "wrong"));
        expect([wrong.status, wrong.headers["www-authenticate"]]).toEqual([401, 'Basic realm="millrace"']);
        expect((await asked(rest, "Bearer token")).status).toBe(401);
        expect((await asked(rest, basic("ada", "päss:word"))).status).toBe(200);
        expect((await asked(rest, basic("ada", "päss:word").replace("Basic ", "basic  "))).status).toBe(200);
        const latin1 = Buffer.from("ada:päss:word", "latin1").toString("base64");
        expect((await asked(rest, `Basic ${latin1}`)).status).toBe(200);
        const headers = { authorization: basic("ada", "päss:word"), "content-type": "application/json" };
        const body = JSON.stringify({ kind: "project", name: "p", spec: {} });
        const made = await rest.send("POST", "/api/v1/projects", { headers, body });
        expect([made.status, made.json.user]).toEqual([200, "ada"]);
      },
      { auth: { kind: "basic", user: "ada", password: "päss:word" } },
    );
  });

  test("[REST-26] a password that only UTF-8 can spell has no other spelling", async () => {
    await withRest(
      async (rest) => {
        expect((await asked(rest, basic("ada", "\u0161"))).status).toBe(200);
        const cut = Buffer.from("ada:\u0161", "latin1").toString("base64");
        expect((await asked(rest, `Basic ${cut}`)).status).toBe(401);
        expect((await asked(rest, basic("ada", "a"))).status).toBe(401);
      },
      { auth: { kind: "basic", user: "ada", password: "\u0161" } },
    );
  });

  test("[REST-26] a bearer token", async () => {
    await withRest(
      async (rest) => {
        expect((await asked(rest)).status).toBe(403);
        const wrong = await asked(rest, "Bearer tokem");
        expect([wrong.status, wrong.headers["www-authenticate"]]).toEqual([401, 'Bearer realm="millrace"']);
        expect((await asked(rest, "Bearer token")).status).toBe(200);
      },
      { auth: { kind: "bearer", token: "token" } },
    );
  });

  test("[REST-26] without them nobody learns what there is, but that the server runs", async () => {
    await withRest(
      async (rest) => {
        const unknown = ["/api/v1/nothing", `${inP}/functions`, "/nothing"];
        for (const path of unknown) expect([path, (await asked(rest, undefined, path)).status]).toEqual([path, 403]);
        for (const path of ["/health", "/.well-known/configuration", "/v1/api-docs"]) {
          expect([path, (await asked(rest, undefined, path)).status]).toEqual([path, 200]);
        }
      },
      { auth: { kind: "bearer", token: "token" } },
    );
  });
});

describe("who reaches the server", () => {
  test("[REST-27] a host beyond this machine needs auth", async () => {
    for (const host of ["0.0.0.0", "::", "192.168.1.1", "example.com"]) {
      await expectCode(startServer({ host }), "FUNCTION_SERVER_NOT_PROTECTED");
    }
  });

  test("[REST-27] with auth it may listen anywhere", async () => {
    await withRest(
      async (rest) => {
        expect(rest.server.url).toBe(`http://0.0.0.0:${rest.server.port}`);
        expect((await rest.get("/health")).status).toBe(200);
        const told = async (host: string): Promise<unknown> =>
          (await rest.get("/.well-known/configuration", { headers: { host } })).json.dhcore_endpoint;
        expect(await told("files.example:99")).toBe("http://files.example:99");
        expect(await told("[::1]:99")).toBe("http://[::1]:99");
        expect(await told("a/b")).toBe(rest.server.url);
      },
      { host: "0.0.0.0", auth: { kind: "bearer", token: "token" } },
    );
  });

  test("[REST-28] without auth, neither pages from elsewhere nor names that point here", async () => {
    await withRest(async (rest) => {
      const status = async (headers: Record<string, string>): Promise<number> =>
        (await rest.get("/api/v1/projects", { headers })).status;
      expect(await status({ host: "evil.example" })).toBe(403);
      expect(await status({ host: "127.evil.example:80" })).toBe(403);
      expect(await status({ origin: "https://evil.example" })).toBe(403);
      expect(await status({ origin: "null" })).toBe(403);
      for (const host of ["localhost:80", "127.0.0.1", "127.1.2.3:9", "[::1]:80", "LocalHost"]) {
        expect([host, await status({ host })]).toEqual([host, 200]);
      }
      expect(await status({ origin: "http://localhost:5173" })).toBe(200);
    });
  });
});
