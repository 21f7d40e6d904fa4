import type { ErrorCodeOf } from "@millrace/protocol";

/** Every error that this package raises on its own account. */
export const browserErrors = {
  BROWSER_UNAVAILABLE: {
    summary: "No browser on this machine starts; the message says why for each that was tried.",
    remedy: "Install Chromium or Chrome, or set CHROMIUM_PATH to one.",
  },
  BROWSER_UNPACK_FAILED: {
    summary: "The browser from npm could not be unpacked into the cache.",
    remedy: "Make room (300 MB) and make the cache folder writable, or set MILLRACE_CACHE to another.",
  },
} as const;

export type BrowserErrorCode = ErrorCodeOf<typeof browserErrors>;
