import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startServer, type RunningServer } from "@millrace/function-runtime/server";
import { must, pythonWith } from "@millrace/tooling-engines";

/** DigitalHub's SDK and its Python runtime, which have to fit. */
const sdkPackages: readonly string[] = ["digitalhub==0.15.11", "digitalhub-runtime-python==0.15.2"];

/** Our server and their SDK, which knows nothing of it but its address. */
export interface Peer extends AsyncDisposable {
  readonly server: RunningServer;
  /** A folder of its own, which goes with the peer. */
  readonly newFolder: () => Promise<string>;
  /** A project name that nobody else has. */
  readonly newProject: () => string;
  /** Runs a program of `python/` in a new folder and gives what it printed; a failure is an error. */
  readonly python: (program: string, ...args: readonly string[]) => Promise<string>;
}

/** Whom a server with credentials lets in. */
export interface User {
  readonly user: string;
  readonly password: string;
}

/**
 * @param required whom the server lets in; default everybody
 * @param given who the SDK says it is, to the API and to the S3 surface; default that user
 */
export const connectPeer = async (required?: User, given: User | undefined = required): Promise<Peer> => {
  const python = await pythonWith("digitalhub", sdkPackages, [3, 10], ["jsonpath-rw"]);
  const root = await mkdtemp(join(tmpdir(), "millrace-digitalhub-"));
  const auth = required === undefined ? {} : { auth: { kind: "basic", ...required } as const };
  const server = await startServer({ dir: join(root, "store"), ...auth });
  let count = 0;
  const newFolder = async (): Promise<string> => {
    const folder = join(root, `scratch-${(count += 1)}`);
    await mkdir(folder);
    return folder;
  };
  return {
    server,
    newFolder,
    newProject: () => `project-${(count += 1)}`,
    python: async (program, ...args) => {
      const folder = await newFolder();
      const env = {
        DHCORE_ENDPOINT: server.url,
        DHCORE_DEFAULT_FILES_STORE: "s3://millrace",
        AWS_ENDPOINT_URL: server.s3Url,
        AWS_ACCESS_KEY_ID: given?.user ?? "anybody",
        AWS_SECRET_ACCESS_KEY: given?.password ?? "anything",
        ...(given === undefined ? {} : { DHCORE_USER: given.user, DHCORE_PASSWORD: given.password }),
        AWS_REGION: "us-east-1",
        DH_CONFIG: join(folder, "dh.ini"),
        HOME: folder,
        PYTHONDONTWRITEBYTECODE: "1",
      };
      const file = fileURLToPath(new URL(`../python/${program}`, import.meta.url));
      return must(python, [file, ...args], { cwd: folder, env, timeoutMs: 180_000 });
    },
    async [Symbol.asyncDispose]() {
      await server.close({ graceMs: 1000 });
      await rm(root, { recursive: true, force: true });
    },
  };
};
