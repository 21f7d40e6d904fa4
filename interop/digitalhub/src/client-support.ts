import assert from "node:assert/strict";
import {
  connectProject,
  FunctionError,
  type ConnectOptions,
  type FunctionErrorCode,
  type Project,
  type ProjectFunctionOptions,
} from "@millrace/function-runtime";
import type { Peer } from "./peer.ts";

/** What a scenario of our client is given. */
export interface ClientContext {
  /** Of a project that is not there yet. */
  readonly name: string;
  /** How to get to the server. */
  readonly options: ConnectOptions;
  /** Uses the project, which is made when it is not there. */
  readonly connect: (use: (project: Project) => Promise<void>) => Promise<void>;
  /** A folder of its own. */
  readonly folder: string;
}

/** By the id of the SDK's scenario that it is the same as. */
export type ClientScenarios = Readonly<Record<string, (context: ClientContext) => Promise<void>>>;

export const clientContext = async (peer: Peer): Promise<ClientContext> => {
  const name = peer.newProject();
  const core = { auth: "none", configFile: "/nowhere", pollMs: 100 } as const;
  const options: ConnectOptions = { endpoint: peer.server.url, core };
  return {
    name,
    options,
    folder: await peer.newFolder(),
    connect: async (use) => {
      const project = await connectProject(name, options);
      try {
        await use(project);
      } finally {
        await project.close();
      }
    },
  };
};

export const rejectsWith = async (work: Promise<unknown>, code: FunctionErrorCode): Promise<void> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert(FunctionError.is(error, code), `not ${code}: ${String(error)}`);
};

/** A function that doubles, or another. */
export const double = (
  code: string = "export const double = ({ x }) => x * 2;",
  handler: string = "double",
  name: string = handler,
): ProjectFunctionOptions => ({ name, kind: "nodejs", code, handler, nodeVersion: "NODE_24", lang: "javascript" });

/** Code of a function that declares what it gives. */
export const declared = (name: string, outputs: readonly string[], body: string): string =>
  [
    `import { handler } from ${JSON.stringify(import.meta.resolve("@millrace/function-runtime"))};`,
    `export const ${name} = handler({ outputs: ${JSON.stringify(outputs)} }, ${body});`,
  ].join("\n");
