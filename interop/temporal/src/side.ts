import { randomUUID } from "node:crypto";
import { Client, type ClientOptions } from "@millrace/workflow-sdk";
import { startServer } from "@millrace/workflow-sdk/server";
import { type Script, type ScriptedWorkflow, ScriptedWorker } from "@millrace/workflow-sdk/testing";
import { ourCommand } from "./our-command.ts";
import { startRealServer } from "./real-server.ts";

/** A server on which scenarios are run: the real one, or ours. */
export interface Side extends AsyncDisposable {
  readonly name: string;
  readonly address: string;
  /** A command that starts such a server: `<command> server start-dev …`. */
  readonly command: string;
  /** A client that was connected. */
  connect(options?: ClientOptions): Promise<Client>;
  /** A worker of scripts. */
  play(taskQueue: string, workflows: Readonly<Record<string, Script | ScriptedWorkflow>>): Promise<ScriptedWorker>;
}

/** A name that nothing else on the server has. */
export const unique = (name: string): string => `${name}-${randomUUID().slice(0, 8)}`;

const side = (name: string, address: string, command: string, server: AsyncDisposable): Side => ({
  name,
  address,
  command,
  connect: (options) => Client.connect(address, options),
  play: (taskQueue, workflows) => ScriptedWorker.start(address, { taskQueue, workflows }),
  [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
});

export const realSide = async (program: string): Promise<Side> => {
  const server = await startRealServer(program);
  return side("the real server", server.address, program, server);
};

export const ourSide = async (): Promise<Side> => {
  const owned = new AsyncDisposableStack();
  const command = owned.use(await ourCommand());
  const server = owned.use(await startServer({ listen: { port: 0 } }));
  return side("our server", server.address ?? "", command.path, owned);
};

/** Something that has to hold on both. */
export interface SideScenario {
  readonly name: string;
  readonly run: (side: Side) => Promise<void>;
  /** What our server does not do yet. */
  readonly realOnly?: true;
}
