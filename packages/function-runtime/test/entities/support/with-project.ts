import { rm, mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import process from "node:process";
import type { LogFields, Logger } from "@millrace/protocol";
import { expect } from "vitest";
import type { FunctionErrorCode, Function, NodeVersion, Project, ProjectFunctionOptions } from "../../../src/index.ts";
import { tempProject, type TempProjectOptions } from "../../../src/testing.ts";

/** A project for one test. */
export async function withProject(
  work: (project: Project) => Promise<void>,
  options: TempProjectOptions = {},
): Promise<void> {
  const project = await tempProject(options);
  try {
    await work(project);
  } finally {
    await project.close();
  }
}

export async function withFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "millrace-entities-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export const nodeHere: NodeVersion = `NODE_${process.versions.node.split(".")[0]}` as NodeVersion;

/** A function from its code; `fn` is what it exports. */
export function functionOf(
  project: Project,
  code: string,
  options: Partial<Omit<ProjectFunctionOptions, "code">> = {},
): Promise<Function> {
  return project.newFunction({ name: "fn", kind: "nodejs", handler: "fn", nodeVersion: nodeHere, ...options, code });
}

/** That something fails with this code; gives the error. */
export async function expectCode(
  work: Promise<unknown> | (() => unknown),
  code: FunctionErrorCode | `PROTOCOL_${string}`,
): Promise<Error> {
  const error: unknown = await Promise.resolve()
    .then(typeof work === "function" ? work : () => work)
    .then(
      () => "nothing was thrown",
      (reason: unknown) => reason,
    );
  expect(error).toMatchObject({ code });
  return error as Error;
}

export interface Warning {
  readonly fields: LogFields;
  readonly message: string;
}

/** A logger, and what was warned with it. */
export function warnings(): { readonly logger: Logger; readonly warned: Warning[] } {
  const warned: Warning[] = [];
  const drop = (): void => undefined;
  const logger: Logger = {
    debug: drop,
    info: drop,
    error: drop,
    warn: (fields, message) => void warned.push({ fields, message }),
  };
  return { logger, warned };
}
