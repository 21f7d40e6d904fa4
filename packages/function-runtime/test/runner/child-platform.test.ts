import { expect, it } from "vitest";
import type { EmbeddedPlatform } from "../../src/embedded/embedded-platform.ts";
import { ParentLink } from "../../src/embedded/runner/parent-link.ts";
import { PlatformHost } from "../../src/embedded/runner/platform-host.ts";
import { PlatformProxy } from "../../src/embedded/runner/platform-proxy.ts";
import { expectCode } from "../store/expect-code.ts";
import { platformContract } from "../store/platform-contract.ts";
import { openTemp } from "../store/temp-dir.ts";
import { openEmbedded } from "../../src/embedded/open-embedded.ts";
import { tempFolder } from "@millrace/protocol/testing";
import { job } from "./run-job.ts";

/** A proxy and its parent, with messages between them as JSON, as between processes. */
function linked(platform: EmbeddedPlatform, onSecret: (value: string) => void = () => undefined): PlatformProxy {
  const crossing = <T>(message: T): T => JSON.parse(JSON.stringify(message)) as T;
  const host: PlatformHost = new PlatformHost({
    platform,
    send: (message) => queueMicrotask(() => link.take(crossing(message))),
    onSecret,
  });
  const link: ParentLink = new ParentLink((message) => queueMicrotask(() => host.take(crossing(message))));
  return new PlatformProxy(link, platform.dir);
}

platformContract("[STO-49] the platform in the process of a run", async () => {
  const folder = await tempFolder();
  const parent = await openEmbedded({ dir: folder.path });
  const close = async (): Promise<void> => {
    await parent.close();
    await folder[Symbol.asyncDispose]();
  };
  return { platform: linked(parent), close };
});

it("[STO-49] errors keep their code between the processes", async () => {
  const proxy = linked(await openTemp());
  const error = await expectCode(
    proxy.create("artifact", { kind: "artifact", name: "a", project: "nowhere" }),
    "FUNCTION_NOT_FOUND",
  );
  expect(error.message).toMatch(/^\[FUNCTION_NOT_FOUND\] there is no project 'nowhere'/);
  await expectCode(proxy.close(), "FUNCTION_CLOSED");
});

it("[STO-38] a secret that a run asks for is masked from then on", async () => {
  const platform = await openTemp();
  const known: string[] = [];
  await platform.setSecret("p", "s", "value");
  const proxy = linked(platform, (value) => known.push(value));
  expect(await proxy.secret("p", "s")).toBe("value");
  await proxy.setSecret("p", "s", "other");
  expect(known).toEqual(["value", "other"]);
});

it("[STO-49] a job uses the project, and stores files without its parent", async () => {
  const platform = await openTemp();
  const made = await platform.create("artifact", {
    kind: "artifact",
    name: "in",
    project: "p",
    spec: { path: "s3://millrace/p/in.txt" },
  });
  await platform.upload("s3://millrace/p/in.txt", Buffer.from("some"), "text/plain");
  const run = await job(platform, "usesProject", { inputs: { di: made.key } });
  expect(run.status).toMatchObject({ state: "COMPLETED", results: { output_0: "some" } });
  const { content } = await platform.list("artifact", "p", { name: "made" });
  const [path] = content.map(({ spec }) => spec["path"]);
  const pieces: Uint8Array[] = [];
  for await (const piece of await platform.download(typeof path === "string" ? path : "")) pieces.push(piece);
  expect(Buffer.concat(pieces).toString()).toContain("some and more");
});

it("[STO-49] what is left out is left out on the other side too", async () => {
  const proxy = linked(await openTemp());
  const path = proxy.filePath({ type: "artifact", project: "p", name: "a", id: "1" }, "f");
  await proxy.upload(path, Buffer.from("x"));
  expect(await proxy.fileInfo(path)).toMatchObject({ content_type: "application/octet-stream" });
  expect((await proxy.list("run", undefined)).totalElements).toBe(0);
});
