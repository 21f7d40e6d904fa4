import { mkdtemp, readFile, rm } from "node:fs/promises";
import http2 from "node:http2";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { createGrpcServer } from "@millrace/protocol/grpc";
import { goCommand, run, type Scenario } from "@millrace/tooling-engines";

const module = "github.com/summerwind/h2spec/cmd/h2spec";
const version = "v2.2.1+incompatible";

/**
 * A server may answer and close the stream before the malformed rest of the request has come; what comes then is
 * dropped below both servers, and the judge waits in vain. So what fails has to fail each time.
 */
const repeats = 3;

/** Runs the judge on a port, and gives the names of the cases that failed and how many there were. */
const judge = async (h2spec: string, port: number): Promise<{ failures: ReadonlySet<string>; cases: number }> => {
  const folder = await mkdtemp(join(tmpdir(), "millrace-h2spec-"));
  const report = join(folder, "report.xml");
  await run(h2spec, ["-h", "127.0.0.1", "-p", String(port), "-o", "1", "-P", "/millrace.Absent/Call", "-j", report]);
  const xml = await readFile(report, "utf8");
  await rm(folder, { recursive: true });
  const failures = new Set<string>();
  let cases = 0;
  for (const [, place, name, body] of xml.matchAll(
    /<testcase package="([^"]*)" classname="([^"]*)"[^>]*>(.*?)<\/testcase>/gs,
  )) {
    cases += 1;
    if (/<(failure|error)/.test(body ?? "")) failures.add(`${place}: ${name}`);
  }
  return { failures, cases };
};

/** A server of Node's alone, which answers every request at once. */
const startBare = async (): Promise<http2.Http2Server> => {
  const server = http2.createServer();
  server.on("stream", (stream) => {
    stream.on("error", () => undefined);
    stream.respond({ ":status": 200 });
    stream.end("answer");
  });
  server.on("sessionError", () => undefined);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  return server;
};

/** The judge of HTTP/2 frames: our server must fail no case that a bare server of Node's does not fail too. */
export const framing = async (): Promise<readonly Scenario[]> => {
  const h2spec = await goCommand(module, version);
  return [
    {
      name: `h2spec ${version}, our server beside a bare node:http2 server`,
      run: async () => {
        const bare = await startBare();
        const ours = createGrpcServer({ listen: { host: "127.0.0.1", port: 0 }, routes: () => undefined });
        const { address } = await ours.start();
        if (!("port" in address)) throw new Error("not a TCP address");
        const ofNode = await judge(h2spec, (bare.address() as AddressInfo).port);
        const ofOurs = await judge(h2spec, address.port);
        let own = [...ofOurs.failures].filter((name) => !ofNode.failures.has(name));
        for (let again = 0; again < repeats && own.length > 0; again++) {
          const { failures } = await judge(h2spec, address.port);
          own = own.filter((name) => failures.has(name));
        }
        bare.close();
        await ours.close({ graceMs: 0 });
        for (const name of own) process.stdout.write(`    only ours fails: ${name}\n`);
        const shared = ofOurs.failures.size - own.length;
        process.stdout.write(`    ${shared} cases fail below both, in Node's own framing\n`);
        return {
          passed: ofOurs.cases - shared - own.length,
          failed: own.length + (ofOurs.cases === 0 ? 1 : 0),
          skipped: 0,
        };
      },
    },
  ];
};
