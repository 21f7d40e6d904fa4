import { describe, expect, it } from "vitest";
import {
  actionOf,
  actions,
  checkAction,
  isKindOf,
  materialKinds,
  nodeVersions,
  runKindOf,
  splitKind,
  taskKindOf,
} from "../../src/kinds.ts";
import {
  isFinal,
  isRunState,
  materialTransitions,
  mayMove,
  nextState,
  nextStates,
  runStates,
  type RunState,
} from "../../src/run-states.ts";
import { expectCode } from "./support/with-project.ts";

describe("kinds", () => {
  it("[SEED-1] [ENT-7] a function of kind nodejs has tasks and runs for job, serve and build", () => {
    expect(actions).toEqual(["job", "serve", "build"]);
    expect(actions.map((action) => taskKindOf(action))).toEqual(["nodejs+job", "nodejs+serve", "nodejs+build"]);
    expect(actions.map((action) => runKindOf(action))).toEqual([
      "nodejs+job:run",
      "nodejs+serve:run",
      "nodejs+build:run",
    ]);
    for (const action of actions) {
      expect(actionOf(taskKindOf(action))).toBe(action);
      expect(actionOf(runKindOf(action, "python"))).toBe(action);
    }
  });

  it("[ENT-7] of runs and tasks of other runtimes are told apart", () => {
    expect(splitKind("hydra+subtask:run")).toEqual({ functionKind: "hydra", action: "subtask" });
  });

  it.each(["", "nodejs", "nodejs+", "+job", "nodejs+job:walk", "a+b+c", "nodejs+job:run:run"])(
    "[ENT-7] '%s' is the kind of neither a task nor a run",
    async (kind) => {
      await expectCode(() => splitKind(kind), "FUNCTION_INVALID_KIND");
    },
  );

  it("[SEED-40] [ENT-7] an action is job, serve or build", async () => {
    expect(actions.map(checkAction)).toEqual(actions);
    const error = await expectCode(() => checkAction("deploy"), "FUNCTION_INVALID_ACTION");
    expect(error.message).toContain("job, serve, build");
    await expectCode(() => actionOf("hydra+subtask"), "FUNCTION_INVALID_ACTION");
  });

  it("[ENT-8] of artifacts, dataitems and models are the platform's", () => {
    expect(materialKinds).toEqual({
      artifact: ["artifact"],
      dataitem: ["dataitem", "table", "croissant"],
      model: ["model", "mlflow", "sklearn", "huggingface", "tvm-ir", "tvm-so"],
    });
    expect(isKindOf("dataitem", "table")).toBe(true);
    expect(isKindOf("model", "table")).toBe(false);
    expect(isKindOf("function", "container")).toBe(true);
    expect(isKindOf("task", "container+job")).toBe(true);
    expect(isKindOf("task", "container+job:run")).toBe(false);
    expect(isKindOf("run", "container+job:run")).toBe(true);
    expect(isKindOf("project", "project")).toBe(true);
    expect(isKindOf("secret", "project")).toBe(false);
  });

  it("[SEED-33] the versions of Node have names", () => {
    expect(nodeVersions).toEqual(["NODE_22", "NODE_24", "NODE_26"]);
  });
});

describe("the states of a run", () => {
  it("[ENT-9] follow each other as on the platform", () => {
    const walk = [
      "BUILD",
      "RUN",
      "SCHEDULE",
      "EXECUTE",
      "LOOP",
      "STOP",
      "STOP",
      "RESUME",
      "EXECUTE",
      "COMPLETE",
    ] as const;
    const states: RunState[] = [];
    for (const event of walk) states.push(nextState(states.at(-1) ?? "CREATED", event) ?? "ERROR");
    expect(states).toEqual([
      "BUILT",
      "READY",
      "PENDING",
      "RUNNING",
      "RUNNING",
      "STOP",
      "STOPPED",
      "RESUME",
      "RUNNING",
      "COMPLETED",
    ]);
  });

  it("[ENT-9] have no way from BUILT to RUNNING but through READY", () => {
    expect(mayMove("BUILT", "RUNNING")).toBe(false);
    expect(nextStates("BUILT")).toEqual(["READY", "ERROR", "DELETING"]);
    expect(mayMove("BUILT", "BUILT")).toBe(true);
  });

  it("[ENT-9] end in COMPLETED, ERROR, STOPPED and DELETED", () => {
    expect(runStates.filter(isFinal).sort()).toEqual(["COMPLETED", "DELETED", "ERROR", "STOPPED"]);
    expect(isFinal(undefined)).toBe(false);
  });

  it("[ENT-9] every state but the last two can be deleted, and every event leads to a state that there is", () => {
    const ends: Partial<Record<RunState, RunState | undefined>> = { DELETING: "DELETED", DELETED: undefined };
    for (const state of runStates) {
      expect(nextState(state, "DELETE")).toBe(state in ends ? ends[state] : "DELETING");
      expect(nextStates(state).filter((next) => !isRunState(next))).toEqual([]);
    }
    expect(nextStates("DELETED")).toEqual([]);
    expect(isRunState("toString")).toBe(false);
    expect(isRunState(3)).toBe(false);
  });

  it("[ENT-10] of materials are four, the last two for good", () => {
    expect(materialTransitions).toEqual({
      CREATED: ["UPLOADING", "READY", "ERROR"],
      UPLOADING: ["READY", "ERROR"],
      READY: [],
      ERROR: [],
    });
  });
});
