import { expect, onTestFinished, test } from "vitest";
import { Mirror } from "../src/mirror.ts";
import type { Mutation } from "../src/mutation.ts";
import { tryMutations, type Outcome } from "../src/trial.ts";
import { mutation, workspaceOf } from "./workspace.ts";

test("a mutation that makes its test hang is killed, and the next one is tried on clean sources", async () => {
  const mirror = new Mirror(workspaceOf([]), "calc");
  onTestFinished(() => mirror.remove());
  const told: Outcome[] = [];
  const mutations = [mutation("A-4", "i += 1", "i += 0"), mutation("A-3", "a + b", "0")] as Mutation[];
  const outcomes = await tryMutations(mirror, mutations, {
    limitMs: 10_000,
    onOutcome: (outcome) => told.push(outcome),
  });
  expect(outcomes).toEqual([
    { mutation: mutations[0], verdict: "killed", detail: "hung" },
    { mutation: mutations[1], verdict: "survived", detail: "0 of 1 tests" },
  ]);
  expect(told).toEqual(outcomes);
});

test("tests that hang without a mutation stop the trial", async () => {
  const mirror = new Mirror(workspaceOf([]), "calc");
  onTestFinished(() => mirror.remove());
  const trial = tryMutations(mirror, [mutation("A-1", "a + b", "0") as Mutation], { limitMs: 1, onOutcome: () => {} });
  await expect(trial).rejects.toThrow("do not end within 0.001 s without any mutation");
});
