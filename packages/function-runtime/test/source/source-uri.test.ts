import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FunctionError } from "../../src/index.ts";
import { parseSourceUri, shownUri } from "../../src/source/source-uri.ts";

/** The ref that a source has; none where it is refused. */
function refOf(uri: string): string {
  try {
    const parsed = parseSourceUri(uri);
    return parsed.kind === "git" ? (parsed.ref ?? "") : "";
  } catch (error) {
    if (FunctionError.is(error, "FUNCTION_INVALID_SOURCE")) return "";
    throw error;
  }
}

describe("the URI of a source", () => {
  it.each([
    ["main.ts", { kind: "local", path: "main.ts" }],
    ["/abs/folder", { kind: "local", path: "/abs/folder" }],
    ["C:\\code\\main.ts", { kind: "local", path: "C:\\code\\main.ts" }],
    ["https://host/a.ts?x=1", { kind: "http", url: new URL("https://host/a.ts?x=1"), zip: false }],
    ["zip+http://host/a.zip", { kind: "http", url: new URL("http://host/a.zip"), zip: true }],
    ["git+https://host/a/b.git#v1.0", { kind: "git", url: new URL("https://host/a/b.git"), ref: "v1.0" }],
    ["git+http://host:8080/a", { kind: "git", url: new URL("http://host:8080/a"), ref: undefined }],
    ["git://host/a#feature%2Fx", { kind: "git", url: new URL("https://host/a"), ref: "feature/x" }],
    ["zip+s3://bucket/a.zip", { kind: "store", path: "s3://bucket/a.zip", zip: true }],
    ["s3://bucket/a.ts", { kind: "store", path: "s3://bucket/a.ts", zip: false }],
  ])("[SEED-28] [CORE-31] %s", (uri, parsed) => {
    expect(parseSourceUri(uri)).toEqual(parsed);
  });

  it.each([
    "",
    "file:main.ts",
    "file:///main.ts",
    "local:///main.ts",
    "s3a://b/a.zip",
    "s3n://b/a.zip",
    "hf://a/b",
    "huggingface://a/b",
    "sql://a",
    "postgresql://a/b",
    "zip+sql://a",
    "zip+git+https://host/a",
    "zip+zip+https://host/a",
    "ftp://host/a.ts",
    "git+ssh://host/a",
    "git@host:a/b.git",
    "https://",
    "git+https://host",
    "git+https://host/",
    "a\0b",
  ])("[CORE-31] '%s' is none", (uri) => {
    expect(() => parseSourceUri(uri)).toThrow(expect.objectContaining({ code: "FUNCTION_INVALID_SOURCE" }));
  });

  it("[CORE-31] says what to write instead", () => {
    const saying = (text: string): unknown =>
      expect.objectContaining({ message: expect.stringContaining(text) as string });
    expect(() => parseSourceUri("file:///main.ts")).toThrow(saying("give the path alone"));
    expect(() => parseSourceUri("git@host:a/b.git")).toThrow(saying("write it as git+https://"));
    expect(() => parseSourceUri("sql://a")).toThrow(saying("zip+s3://"));
  });

  it.each([
    "git+https://host/a#--upload-pack=touch",
    "git+https://host/a#-b",
    "git+https://host/a#%2Dx",
    "git+https://-oProxyCommand=x/a",
    "git+https://host/a#a..b",
    "git+https://host/a#a%20b",
    "git+https://host/a#a%0Ab",
    "git+https://host/a#a@{1}",
    "git+https://host/a#HEAD~1:x",
    "git+https://host/a#a/",
    "git+https://host/a#a.lock",
    "git+https://host/a#%E0%A4%A",
  ])("[CORE-35] '%s' is refused", (uri) => {
    expect(() => parseSourceUri(uri)).toThrow(expect.objectContaining({ code: "FUNCTION_INVALID_SOURCE" }));
  });

  it("[CORE-35] no ref that is taken begins like an option or has what refs cannot have", () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom("-", "a", ".", "/", "@", "{", "~", " ", "\n") })),
        (ref) => {
          expect(refOf(`git+https://host/a#${encodeURIComponent(ref)}`)).toMatch(/^(\w((?!\.\.|@\{)[\w./+@#=,-])*)?$/);
        },
      ),
    );
  });

  it("[CORE-36] is shown without credentials", () => {
    expect(shownUri("git+https://me:secret@host/a?token=b#c")).toBe("git+https://***@host/a?***#c");
    expect(() => parseSourceUri("git+https://me:secret@host/a#-b")).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining("secret") as string }),
    );
  });
});
