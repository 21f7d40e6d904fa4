import { readFileSync } from "node:fs";
import { join } from "node:path";

const read = (name: string): Buffer => readFileSync(join(import.meta.dirname, "tls", name));

/**
 * Certificates for `localhost` and 127.0.0.1 by an authority of the tests' own, whose key nobody has. They are good
 * for a hundred years and for nothing else.
 */
export const tls: Readonly<Record<"ca" | "serverCert" | "serverKey" | "clientCert" | "clientKey", Buffer>> = {
  ca: read("ca.pem"),
  serverCert: read("server.pem"),
  serverKey: read("server.key.pem"),
  clientCert: read("client.pem"),
  clientKey: read("client.key.pem"),
};
