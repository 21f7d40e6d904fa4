import { join } from "node:path";
import type { Bundles } from "./bundles.ts";

/** A program that serves on the port of its environment's `PORT`. */
export interface ServerCommand {
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

export const ours = "millrace";
const bare = "node:http";
const fastify = "fastify";
const framework = "@google-cloud/functions-framework";
const faas = "faas-js-runtime";

export const contenders: readonly string[] = [ours, bare, fastify, framework, faas];
/** The peers that validate with a schema of their own. */
export const validatingContenders: readonly string[] = [ours, fastify];

/** How a contender is started: `node <file>`. */
export const commandOf = (bundles: Bundles, contender: string, isValidated: boolean, port: number): ServerCommand => {
  const env = { PORT: String(port), HOST: "127.0.0.1", NODE_ENV: "production" };
  const file = (name: string): string => bundles.file(isValidated ? `${name}-validated` : name);
  switch (contender) {
    case ours:
      return { args: [file("ours")], env };
    case fastify:
      return { args: [file("fastify")], env };
    case bare:
      return { args: [bundles.file("node-http")], env };
    case faas:
      return { args: [bundles.file("faas-js-runtime")], env };
    case framework: {
      const main = join(bundles.peers, "node_modules/@google-cloud/functions-framework/build/src/main.js");
      return { args: [main, "--target=target", `--source=${bundles.file("functions-framework")}`], env };
    }
    default:
      throw new Error(`no contender ${contender}`);
  }
};
