import { startServer } from "@millrace/workflow-sdk/server";
import { expect, test } from "vitest";
import { runSealed } from "../src/sealed.ts";

test("argument and result are read with the key, and by nobody else", async () => {
  await using server = await startServer();
  const { result, seen } = await runSealed(server, { name: "Grace", findings: ["a moth"] });
  expect(result).toBe("Grace: a moth");
  expect(seen).toContain("binary/encrypted");
  expect(seen).toContain("2026-11");
  expect(seen).not.toContain("Grace");
  expect(seen).not.toContain("moth");
});
