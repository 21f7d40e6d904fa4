import { once } from "node:events";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { checkNumber, checkOptions, silentLogger } from "@millrace/protocol";
import { FunctionError } from "../../errors.ts";
import { serverDefaults, type RunningServer, type ServerOptions } from "./server-options.ts";
import { openEmbedded } from "../open-embedded.ts";
import { MultipartUploads } from "./multipart-uploads.ts";
import type { Site } from "./rest-request.ts";
import { answer } from "./answer.ts";
import { isLoopback } from "./trusted-caller.ts";
import { UrlSigner } from "./url-signer.ts";

/** Node cuts off whoever takes longer. */
const longestRequestMs = 3_600_000;

const optionNames = ["dir", "platform", "host", "port", "auth", "maxBodyBytes", "maxFileBytes", "logger"];

export const serveRest = async (options: ServerOptions): Promise<RunningServer> => {
  checkOptions(options, optionNames, "startServer");
  const { host = serverDefaults.host, port = serverDefaults.port, auth, logger = silentLogger } = options;
  const { maxBodyBytes = serverDefaults.maxBodyBytes, maxFileBytes = serverDefaults.maxFileBytes } = options;
  checkNumber(port, "port", "startServer", { min: 0, whole: true });
  checkNumber(maxBodyBytes, "maxBodyBytes", "startServer", { min: 1, whole: true });
  checkNumber(maxFileBytes, "maxFileBytes", "startServer", { min: 1, whole: true });
  if (auth === undefined && !isLoopback(host)) throw notProtected(host);

  const platform =
    options.platform ?? (await openEmbedded({ logger, ...(options.dir === undefined ? {} : { dir: options.dir }) }));
  const uploads = new MultipartUploads();
  const signer = new UrlSigner();
  // Large files may take their time; headers may not.
  const server = createServer({ requestTimeout: longestRequestMs });
  try {
    await listen(server, host, port);
  } catch (error) {
    if (options.platform === undefined) await platform.close();
    throw error;
  }
  const bound = server.address() as AddressInfo;
  const url = `http://${bound.family === "IPv6" ? `[${bound.address}]` : bound.address}:${bound.port}`;
  const site: Site = { platform, url, s3Url: `${url}/s3`, signer, uploads, maxFileBytes };
  const common = {
    site,
    maxBodyBytes,
    logger,
    isClosing: () => !server.listening,
    ...(auth === undefined ? {} : { auth }),
  };
  const handle = (request: IncomingMessage, response: ServerResponse): void => {
    void answer(request, response, common);
  };
  server.on("request", handle);
  // Whoever asks before sending a body is told to send it when it is read, and not at all when it would be in vain.
  server.on("checkContinue", handle);
  server.on("checkExpectation", handle);

  let closing: Promise<void> | undefined;
  const close = async (graceMs: number): Promise<void> => {
    await stop(server, graceMs);
    await uploads.close();
    if (options.platform === undefined) await platform.close();
  };
  const running: RunningServer = {
    url,
    s3Url: `${url}/s3`,
    port: bound.port,
    close: ({ graceMs = 10_000 } = {}) => (closing ??= close(graceMs)),
    [Symbol.asyncDispose]: () => running.close(),
  };
  return running;
};

const listen = async (server: Server, host: string, port: number): Promise<void> => {
  server.listen(port, host);
  try {
    await once(server, "listening");
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new FunctionError("FUNCTION_SERVER_NOT_LISTENING", `the server cannot listen on ${host}:${port}: ${why}`, {
      cause,
      details: { host, port },
    });
  }
};

const stop = async (server: Server, graceMs: number): Promise<void> => {
  const ended = once(server, "close");
  server.close();
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), graceMs);
  await ended;
  clearTimeout(timer);
};

const notProtected = (host: string): FunctionError =>
  new FunctionError(
    "FUNCTION_SERVER_NOT_PROTECTED",
    `a server on '${host}' can be reached from other machines; give it 'auth', or let it listen on 127.0.0.1`,
    { details: { host } },
  );
