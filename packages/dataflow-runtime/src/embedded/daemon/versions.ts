import { wireVersion } from "../../wire/messages.ts";

/** The version of dora whose daemon this one stands for. */
const ours = "1.1.0";

const semver = /^(\d+)\.\d+\.\d+(?:[-+][\w.+-]+)?$/;

/** `invalid`: not a version at all, which dora's daemon answers by closing the connection. */
export type VersionCheck = { readonly ok: true } | { readonly ok: false; readonly error: string } | "invalid";

/** Whether a node that registers with these versions is understood: any 1.x, with the metadata of 1.x. */
export function checkVersions(doraVersion: string, metadataVersion: number): VersionCheck {
  const major = semver.exec(doraVersion)?.[1];
  if (major === undefined) return "invalid";
  if (major !== "1") {
    const error = `version mismatch: message format v${doraVersion} is not compatible with expected message format v${ours}`;
    return { ok: false, error };
  }
  if (metadataVersion !== wireVersion.metadata) {
    const error =
      `message wire-format mismatch: node speaks metadata format v${metadataVersion} but this daemon speaks ` +
      `v${wireVersion.metadata}. Install matching versions of the node's library and of the daemon`;
    return { ok: false, error };
  }
  return { ok: true };
}
