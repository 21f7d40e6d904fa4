import { expect, test } from "vitest";
import { detailUrl, FeedError, fetchText, impactOf } from "../src/feed.ts";
import { startFeedServer } from "../src/feed-server.ts";
import { record } from "./quakes.ts";

const feedText = JSON.stringify({ features: [record("a", { felt: 3, alert: "green", tsunami: 1 }), record("b")] });
const { signal } = new AbortController();

test("the service is busy at first, then gives the feed", async () => {
  await using feed = await startFeedServer(feedText);
  await expect(fetchText(feed.feedUrl, signal)).rejects.toMatchObject({ name: "FeedBusy", status: 503 });
  expect(await fetchText(feed.feedUrl, signal)).toBe(feedText);
  expect(feed.answers.feed).toEqual([503, 200]);
});

test("the service gives details, and refuses what it does not know", async () => {
  await using feed = await startFeedServer(feedText);
  const known = await fetchText(detailUrl(feed.feedUrl, "a"), signal);
  expect(impactOf("a", known)).toEqual({ id: "a", felt: 3, alert: "green", tsunami: true });
  const refused = fetchText(detailUrl(feed.feedUrl, "z"), signal);
  await expect(refused).rejects.toThrow(FeedError);
  await expect(refused).rejects.toMatchObject({ name: "FeedRefused", status: 404 });
});

test("nobody has reported anything of most quakes", () => {
  expect(impactOf("b", JSON.stringify(record("b")))).toEqual({ id: "b", felt: 0, alert: undefined, tsunami: false });
});

test("a third request at the same time is one too many", async () => {
  const { promise: together, resolve: meet } = Promise.withResolvers<void>();
  let arrived = 0;
  const moment = (): Promise<void> => {
    if (++arrived === 3) meet();
    return together;
  };
  await using feed = await startFeedServer(feedText, { moment });
  const url = detailUrl(feed.feedUrl, "a");
  const answers = await Promise.allSettled([url, url, url].map((each) => fetchText(each, signal)));
  expect(answers.filter(({ status }) => status === "rejected")).toHaveLength(1);
  expect(feed.answers.detail).toEqual([200, 200, 429]);
  expect(feed.busiest()).toBe(3);
});
