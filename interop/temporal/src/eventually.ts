import { setTimeout as sleep } from "node:timers/promises";

/** Tries until it does not throw; lists are behind the events that they tell of. */
export const eventually = async (check: () => Promise<void>, limitMs = 20_000): Promise<void> => {
  const end = performance.now() + limitMs;
  for (;;) {
    try {
      return await check();
    } catch (error) {
      if (performance.now() > end) throw error;
      await sleep(100);
    }
  }
};
