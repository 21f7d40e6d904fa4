import { describe, expect, it, vi } from "vitest";
import { createCommand, doctorVerb, exitCodes, type DoctorCheck, type MillraceCommand } from "../src/index.ts";
import { run } from "./support.ts";

const doctor = (...checks: readonly DoctorCheck[]): MillraceCommand =>
  createCommand({ name: "mill", version: "1.0.0", description: "Turns." }).verb(doctorVerb(checks));

const fine: DoctorCheck = { name: "node", run: () => ({ status: "ok", found: "24.0.0" }) };
const old: DoctorCheck = {
  name: "git",
  run: async () => ({ status: "warn", found: "1.0", remedy: "Install git 2 or newer." }),
};
const broken: DoctorCheck = {
  name: "disk",
  run: () => {
    throw new Error("no space left");
  },
};

describe("doctor", () => {
  it("shows a table and what to do, and ends with 0 if nothing failed", async () => {
    const { code, stdout } = await run(doctor(fine, old), "doctor");
    expect(code).toBe(exitCodes.ok);
    expect(stdout).toBe(
      [
        "        check  found",
        "──────  ─────  ──────",
        "✔ ok    node   24.0.0",
        "▲ warn  git    1.0",
        "",
        "▲ git: Install git 2 or newer.",
        "",
      ].join("\n"),
    );
  });

  it("ends with 1 if a check failed, by its word or by throwing", async () => {
    const { code, stdout } = await run(doctor(fine, broken), "doctor --json");
    expect(code).toBe(exitCodes.failed);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      checks: [
        { name: "node", status: "ok", found: "24.0.0" },
        { name: "disk", status: "fail", found: "no space left" },
      ],
    });
  });

  it("fails a check that does not end", async () => {
    vi.useFakeTimers();
    try {
      const stuck: DoctorCheck = { name: "net", run: () => new Promise(() => undefined) };
      const finished = run(doctor(stuck), "doctor --json");
      await vi.advanceTimersByTimeAsync(10_000);
      const { code, stdout } = await finished;
      expect(code).toBe(exitCodes.failed);
      expect(JSON.parse(stdout).checks[0].found).toContain("check 'net' took longer than 10000 ms");
    } finally {
      vi.useRealTimers();
    }
  });

  it("stops when it is interrupted", async () => {
    const controller = new AbortController();
    const stuck: DoctorCheck = {
      name: "net",
      run: () => {
        controller.abort();
        return new Promise(() => undefined);
      },
    };
    const { code } = await run(doctor(stuck), "doctor", { signal: controller.signal });
    expect(code).toBe(exitCodes.interrupted);
  });
});
