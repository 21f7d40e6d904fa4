import { vi } from "vitest";

/** Waits until `check` throws no more. Its limit is against what never comes, not against machines that are busy. */
export const eventually = <T>(check: () => T | Promise<T>): Promise<T> => vi.waitFor(check, { timeout: 30_000 });
