import type { HostedLink } from "../node-host.ts";

/** The word of a thread's bell that its heart counts in. */
const beatWord = 8;

/** Shows that the event loop of this thread goes round. */
export function startHeart(bell: SharedArrayBuffer, timeoutMs: number): void {
  const words = new Int32Array(bell);
  setInterval(() => Atomics.add(words, beatWord, 1), timeoutMs / 4).unref();
}

export interface HeartOptions {
  readonly link: HostedLink;
  readonly bell: SharedArrayBuffer;
  /** Absent: nobody watches. */
  readonly timeoutMs: number | undefined;
  readonly onSilent: (reason: string) => void;
}

/**
 * `health_check_timeout` for a thread: one whose event loop has not gone round for so long since the barrier is reported.
 *
 * @returns what ends the watch
 */
export function watchHeart({ link, bell, timeoutMs, onSilent }: HeartOptions): () => void {
  if (timeoutMs === undefined) return () => undefined;
  const words = new Int32Array(bell);
  let beats = -1;
  let heardMs = 0;
  const timer = setInterval(() => {
    const nowMs = performance.now();
    const now = Atomics.load(words, beatWord);
    if (link.phase !== "begun" || now !== beats) {
      beats = now;
      heardMs = nowMs;
    } else if (nowMs - heardMs > timeoutMs) {
      onSilent(`was killed: its thread did nothing else for ${Math.round(nowMs - heardMs)} ms (health_check_timeout)`);
    }
  }, timeoutMs / 4);
  return () => clearInterval(timer);
}
