import process from "node:process";

/** A Linux whose C library is musl (Alpine) reports no glibc version. */
const isMusl = () => {
  if (process.platform !== "linux") return false;
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return report.header.glibcVersionRuntime === undefined;
};

/** The key of this machine in `scripts/tools.json`: `linux-x64`, `linux-arm64-musl`, `darwin-arm64`, `win32-x64` … */
export const platformKey = (platform = process.platform, arch = process.arch, musl = isMusl()) =>
  `${platform}-${arch}${musl ? "-musl" : ""}`;
