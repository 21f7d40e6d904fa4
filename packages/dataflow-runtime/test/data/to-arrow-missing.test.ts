import { expect, test, vi } from "vitest";
import { DoraValue } from "../../src/index.ts";

vi.mock("apache-arrow", () => {
  throw Object.assign(new Error("Cannot find package 'apache-arrow'"), { code: "ERR_MODULE_NOT_FOUND" });
});

test("[DATA-55] without apache-arrow toArrow says what to install, and everything else works", async () => {
  const value = DoraValue.from("a");

  await expect(value.toArrow()).rejects.toMatchObject({
    code: "DATAFLOW_ARROW_MISSING",
    message: expect.stringContaining("install it beside @millrace/dataflow-runtime") as string,
  });
  expect(DoraValue.fromIpc(value.ipc()).get(0)).toBe("a");
});
