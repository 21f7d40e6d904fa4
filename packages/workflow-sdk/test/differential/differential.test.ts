import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type TemporalServer } from "../../src/server.ts";
import { corpus } from "./corpus/index.ts";
import { playCase, type Recording } from "./play-case.ts";
import { readRecording } from "./recordings.ts";

describe("histories of our server beside those of the real one", () => {
  let server: TemporalServer;
  const plays = new Map<string, Promise<Recording>>();

  beforeAll(async () => {
    server = await startServer();
    // All at once: they mostly wait for timers.
    for (const played of corpus) {
      const play = playCase(server, played);
      play.catch(() => undefined);
      plays.set(played.name, play);
    }
  });
  afterAll(async () => {
    await Promise.allSettled(plays.values());
    await server.close();
  });

  it.each(corpus)("[PEER-1] $name", async (played) => {
    const recording = await plays.get(played.name);
    expect(recording).toEqual(readRecording(played));
  });
});
