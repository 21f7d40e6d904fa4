import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { earthquakes } from "../src/pipeline.ts";
import { record } from "./quakes.ts";

const feedText = JSON.stringify({
  features: [record("a", { mag: 6.5 }), record("b"), record("c", { type: "explosion" })],
});

/** A service that answers as the test says, and a folder for what the pipeline writes; both gone when the test ends. */
async function world(answer: RequestListener): Promise<{ feedUrl: string; outFolder: string }> {
  const server = createServer(answer);
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const outFolder = await mkdtemp(path.join(tmpdir(), "earthquakes-"));
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await rm(outFolder, { recursive: true });
  });
  return { feedUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/all_week.geojson`, outFolder };
}

test("without details there is a report all the same", async () => {
  const given = await world((request, response) => {
    if (request.url === "/all_week.geojson") response.end(feedText);
    else response.writeHead(404).end();
  });
  const report = await earthquakes.settled(given);
  expect(report.status).toBe("succeeded");
  expect(report.stage("impacts")).toMatchObject({ status: "failed", error: { code: "PIPELINE_ITEM_FAILED" } });
  expect(report.outputs.findings).toMatchObject({ impacts: [], dropped: { explosion: 1 } });
  expect(await readFile(path.join(given.outFolder, "report.html"), "utf8")).toContain("not known");
});

test("a refusal is not worth another attempt", async () => {
  let asked = 0;
  const given = await world((_request, response) => {
    asked += 1;
    response.writeHead(403).end();
  });
  const report = await earthquakes.settled(given);
  expect(report.status).toBe("failed");
  expect(report.failures).toMatchObject([
    { stage: "download", attempt: 1, error: { name: "FeedRefused", status: 403 } },
  ]);
  expect(report.stage("save")?.status).toBe("upstream_failed");
  expect(asked).toBe(1);
});

test("weak quakes alarm nobody", async () => {
  const given = await world((request, response) => {
    response.end(request.url === "/all_week.geojson" ? feedText : JSON.stringify(record("a")));
  });
  const report = await earthquakes.settled({ ...given, alertFrom: 7 });
  expect(report.stage("compose_alert")?.status).toBe("skipped");
  expect(report.outputs.findings).toMatchObject({ alert: undefined, largest: [{ id: "a" }, { id: "b" }] });
});
