import { expectCode } from "@millrace/protocol/testing";
import { describe, expect, test } from "vitest";
import { dockerfile, imageSettings, type ImageOptions } from "../../src/embedded/build/dockerfile.ts";

const textOf = (options: Partial<ImageOptions> = {}, bundled = true): string =>
  dockerfile(imageSettings({ nodeVersion: "NODE_24", ...options }), { bundled });
const linesOf = (options: Partial<ImageOptions> = {}): string[] => textOf(options).trimEnd().split("\n");

describe("the Dockerfile", () => {
  test("[BLD-4] of a function without wishes", () => {
    const words = linesOf().map((line) => line.split(" ")[0]);
    expect(words.join(" ")).toBe("FROM ENV ENV USER WORKDIR COPY USER EXPOSE HEALTHCHECK ENTRYPOINT CMD");
    expect(linesOf()).toEqual(
      expect.arrayContaining([
        "FROM node:24-slim",
        'ENV PORT="8080"',
        "EXPOSE 8080",
        'ENTRYPOINT ["node","--enable-source-maps","/function/index.mjs"]',
        'CMD ["serve","--host","0.0.0.0"]',
      ]),
    );
  });

  test.each([
    ["NODE_22", "node:22-slim"],
    ["NODE_24", "node:24-slim"],
    ["NODE_26", "node:26-slim"],
  ] as const)("[BLD-4] %s begins with %s", (nodeVersion, image) => {
    expect(linesOf({ nodeVersion })[0]).toBe(`FROM ${image}`);
  });

  test("[BLD-4][SEED-36] begins with the base image that is said", () => {
    const image = "registry.example:5000/team/node@sha256:0123456789abcdef";
    expect(linesOf({ baseImage: image })[0]).toBe(`FROM ${image}`);
  });

  test("[BLD-4][SEED-37][SEED-52][SEED-54] has instructions in their order, then the requirements", () => {
    const lines = linesOf({ instructions: ["apt-get install -y git", "git --version"], requirements: ["zod@^4"] });
    expect(lines.slice(4, 10)).toEqual([
      "WORKDIR /function",
      "RUN apt-get install -y git",
      "RUN git --version",
      "COPY package.json ./",
      "RUN npm install --omit=dev --ignore-scripts --no-audit --no-fund --no-update-notifier",
      "COPY app ./",
    ]);
  });

  test("[BLD-4] ends as a user that is not root, by number", () => {
    const users = linesOf({ instructions: ["true"] }).filter((line) => line.startsWith("USER "));
    expect(users.at(-1)).toBe("USER 8877:999");
  });

  test("[BLD-4] quotes the values of variables", () => {
    expect(linesOf({ envs: { A: 'a "b" $C \\' } })).toContain('ENV A="a \\"b\\" \\$C \\\\"');
  });

  test.each([
    ["a base image of two lines", { baseImage: "node:24\nRUN evil" }],
    ["a base image with a space", { baseImage: "node:24 AS x" }],
    ["a base image that is an option", { baseImage: "--platform=x" }],
    ["a base image of a variable", { baseImage: "$BASE" }],
    ["an empty base image", { baseImage: "" }],
    ["an instruction of two lines", { instructions: ["true\nUSER root"] }],
    ["an instruction with a carriage return", { instructions: ["true\rUSER root"] }],
    ["an instruction with another line end", { instructions: ["true\u2028USER root"] }],
    ["an instruction with NUL", { instructions: ["true\0"] }],
    ["an instruction that takes the next line", { instructions: ["true \\"] }],
    ["an instruction that takes the next lines", { instructions: ["cat <<EOF"] }],
    ["the same, in quotes", { instructions: ["cat <<-'EOF'"] }],
    ["an empty instruction", { instructions: [" "] }],
    ["a variable of two lines", { envs: { A: "x\nRUN evil" } }],
    ["a variable with another name", { envs: { "A=1\nRUN": "x" } }],
    ["a requirement that is an option", { requirements: ["--registry=http://evil"] }],
    ["a requirement with a space", { requirements: ["zod evil"] }],
    ["a requirement of two lines", { requirements: ["zod@1\n"] }],
    ["a requirement without a name", { requirements: ["https://example.com/x.tgz"] }],
    ["a requirement of a local folder", { requirements: ["x@file:../x"] }],
    ["a requirement twice", { requirements: ["zod", "zod@4"] }],
    ["another version of Node", { nodeVersion: "NODE_20" }],
  ])("[BLD-5] refuses %s", async (_, options) => {
    await expectCode(() => textOf(options as Partial<ImageOptions>), "FUNCTION_INVALID_BUILD");
  });

  test.each(["zod", "zod@^4", "@scope/a.b@1.2.3", "a@npm:b@1", "a@https://example.com/a.tgz", "a@>=1 <2"])(
    "[BLD-4] takes the requirement %s",
    (specifier) => {
      expect(imageSettings({ nodeVersion: "NODE_24", requirements: [specifier] }).requirements).toHaveLength(1);
    },
  );
});
