import { ConnectionError } from "./connection-error.ts";
import { errorCodes, largestFrameBytes, readUint32, settingIds } from "./frames.ts";

/** No window may be larger, RFC 9113, section 6.9.1. */
export const largestWindowBytes = 0x7fffffff;

const largestPossibleFrameBytes = 0xffffff;

/** What a SETTINGS frame of the server says. What it does not mention stays as it was. */
export interface ServerSettings {
  /** The smallest and the last size of the table of headers: the server has shrunk its own to the smallest. */
  headerTableBytes?: readonly [smallest: number, last: number];
  maxConcurrentStreams?: number;
  initialWindowBytes?: number;
  maxHeaderListBytes?: number;
}

/** @throws ConnectionError for values that RFC 9113, section 6.5.2, does not allow */
export function readSettings(payload: Buffer): ServerSettings {
  const settings: ServerSettings = {};
  for (let at = 0; at < payload.length; at += 6) set(settings, payload.readUInt16BE(at), readUint32(payload, at + 2));
  return settings;
}

function set(settings: ServerSettings, id: number, value: number): void {
  switch (id) {
    case settingIds.headerTableSize:
      settings.headerTableBytes = [Math.min(value, settings.headerTableBytes?.[0] ?? value), value];
      break;
    case settingIds.enablePush:
      if (value !== 0) throw bad(errorCodes.protocolError, "to push", value);
      break;
    case settingIds.maxConcurrentStreams:
      settings.maxConcurrentStreams = value;
      break;
    case settingIds.initialWindowSize:
      if (value > largestWindowBytes) throw bad(errorCodes.flowControlError, "a window of bytes", value);
      settings.initialWindowBytes = value;
      break;
    case settingIds.maxFrameSize:
      // Ours are of the smallest size that every server takes, or smaller.
      if (value >= largestFrameBytes && value <= largestPossibleFrameBytes) break;
      throw bad(errorCodes.protocolError, "frames of bytes", value);
    case settingIds.maxHeaderListSize:
      settings.maxHeaderListBytes = value;
      break;
    default:
    // HTTP/2 may be extended: what is not known is ignored.
  }
}

function bad(code: number, what: string, value: number): ConnectionError {
  return new ConnectionError(code, `the server's settings want ${what}: ${value}`);
}
