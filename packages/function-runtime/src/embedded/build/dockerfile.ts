import { FunctionError } from "../../errors.ts";
import { checkRequirements, type Requirement } from "./requirements.ts";

/** What a function says about its image. */
export interface ImageOptions {
  readonly nodeVersion: "NODE_22" | "NODE_24" | "NODE_26";
  /** Default: the slim official image of the Node version. It must have Node, and npm for requirements. */
  readonly baseImage?: string;
  /** npm specifiers that are installed in the image, without their install scripts. */
  readonly requirements?: readonly string[];
  /** Lines that run as root in the image while it is built, before the requirements are installed. */
  readonly instructions?: readonly string[];
  /** Environment variables of the image. They are readable by everybody who has it: no place for secrets. */
  readonly envs?: Readonly<Record<string, string>>;
}

export const imageOptionNames: readonly string[] = ["nodeVersion", "baseImage", "requirements", "instructions", "envs"];

/** The same, looked at. */
export interface ImageSettings {
  readonly nodeMajor: number;
  readonly baseImage: string;
  readonly requirements: readonly Requirement[];
  readonly instructions: readonly string[];
  /** Ours and the function's. */
  readonly env: Readonly<Record<string, string>>;
  readonly user: string;
  readonly folder: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly port: number;
}

const nodeMajors: Readonly<Record<string, number>> = { NODE_22: 22, NODE_24: 24, NODE_26: 26 };
const folder = "/function";

/** The user and group of DigitalHub's own images: numbers, so that a cluster can see that they are not root. */
const user = "8877:999";

/** @throws `FUNCTION_INVALID_BUILD` naming the option; no value may add a line of its own to a Dockerfile. */
export function imageSettings(options: ImageOptions): ImageSettings {
  const nodeMajor = nodeMajors[options.nodeVersion];
  if (nodeMajor === undefined) {
    throw invalid(`'nodeVersion' is ${Object.keys(nodeMajors).join(", ")}, not '${String(options.nodeVersion)}'`);
  }
  const { baseImage = `node:${nodeMajor}-slim`, instructions = [], envs = {} } = options;
  checkBaseImage(baseImage);
  for (const [index, line] of instructions.entries()) checkInstruction(line, `instructions[${index}]`);
  for (const [name, value] of Object.entries(envs)) checkEnv(name, value);
  return {
    nodeMajor,
    baseImage,
    requirements: checkRequirements(options.requirements ?? []),
    instructions,
    env: { NODE_ENV: "production", PORT: "8080", ...envs },
    user,
    folder,
    entrypoint: ["node", "--enable-source-maps", `${folder}/index.mjs`],
    // Inside a container every address is the container's own.
    cmd: ["serve", "--host", "0.0.0.0"],
    port: 8080,
  };
}

const probe =
  "fetch('http://127.0.0.1:' + process.env.PORT + '/live').then((live) => process.exit(live.ok ? 0 : 1), () => process.exit(1))";

/** The text of a Dockerfile whose context is the build's folder. */
export function dockerfile(settings: ImageSettings, { bundled }: { readonly bundled: boolean }): string {
  const installs = settings.requirements.length > 0 || !bundled;
  const lines = [
    `FROM ${settings.baseImage}`,
    ...Object.entries(settings.env).map(([name, value]) => `ENV ${name}="${value.replace(/["\\$]/g, "\\$&")}"`),
    "USER root",
    `WORKDIR ${settings.folder}`,
    ...settings.instructions.map((line) => `RUN ${line}`),
    ...(installs
      ? [
          "COPY package.json ./",
          "RUN npm install --omit=dev --ignore-scripts --no-audit --no-fund --no-update-notifier",
        ]
      : []),
    "COPY app ./",
    `USER ${settings.user}`,
    `EXPOSE ${settings.port}`,
    `HEALTHCHECK --interval=10s --timeout=3s --start-period=10s CMD ${JSON.stringify(["node", "-e", probe])}`,
    `ENTRYPOINT ${JSON.stringify(settings.entrypoint)}`,
    `CMD ${JSON.stringify(settings.cmd)}`,
  ];
  return `${lines.join("\n")}\n`;
}

/** Only what the Dockerfile copies goes to whoever builds it. */
export const dockerignore = "*\n!app\n!package.json\n";

function checkBaseImage(image: string): void {
  if (typeof image === "string" && /^[A-Za-z0-9][\w./:@-]*$/.test(image) && image.length <= 512) return;
  throw invalid(`'baseImage' is an image such as node:24-slim, not ${JSON.stringify(image)}`);
}

/** A line that ends by a backslash, or begins a here-document, would take the next lines of the file for its own. */
function checkInstruction(line: string, where: string): void {
  if (typeof line !== "string" || line.trim() === "") throw invalid(`'${where}' is empty`);
  if (hasControl(line)) throw invalid(`'${where}' has a line break or control character: give one line for each`);
  if (/\\\s*$/.test(line)) throw invalid(`'${where}' ends with a backslash, which would join it with the next line`);
  if (/<<[-~]?\s*["']?\w/.test(line))
    throw invalid(`'${where}' begins a here-document, which takes more than its line`);
}

function checkEnv(name: string, value: string): void {
  if (!/^[A-Za-z_]\w*$/.test(name))
    throw invalid(`'envs' has a name that no variable can have: ${JSON.stringify(name)}`);
  if (typeof value !== "string") throw invalid(`'envs.${name}' must be text`);
  if (hasControl(value)) throw invalid(`'envs.${name}' has a line break or control character`);
}

/** Line breaks among them, also those that only Unicode knows. */
const hasControl = (text: string): boolean => /[\p{Cc}\u2028\u2029]/u.test(text);

const invalid = (message: string): FunctionError => new FunctionError("FUNCTION_INVALID_BUILD", message);
