import { isDeepStrictEqual } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startServer, type TemporalServer } from "../../src/server.ts";
import { corpus } from "./corpus/index.ts";
import type { DifferentialCase } from "./differential-case.ts";
import { playCase, type Recording } from "./play-case.ts";
import { readRecording } from "./recordings.ts";

describe("runs on our server beside those on the real one", () => {
  let server: TemporalServer;
  const plays = new Map<DifferentialCase, Promise<Recording | undefined>>();

  beforeAll(async () => {
    server = await startServer();
    // All at once: they mostly wait for timers.
    for (const played of corpus) {
      plays.set(
        played,
        playCase(server, played).catch(() => undefined),
      );
    }
  });
  afterAll(async () => {
    await Promise.all(plays.values());
    await server.close();
  });

  it.each(corpus)("[PEER-1] [PEER-12] $name", async (played) => {
    const real = readRecording(played);
    const ours = await plays.get(played);
    // Timeouts are real ones, which others beside it may have made late: by itself it has to be right.
    expect(isDeepStrictEqual(ours, real) ? ours : await playCase(server, played)).toEqual(real);
  });
});
