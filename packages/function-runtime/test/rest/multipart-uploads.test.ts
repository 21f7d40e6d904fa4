import { afterEach, expect, it, vi } from "vitest";
import { MultipartUploads } from "../../src/embedded/rest/multipart-uploads.ts";

afterEach(() => vi.restoreAllMocks());

async function* bytes(): AsyncGenerator<Uint8Array> {
  yield Buffer.from("a part");
}

it("[REST-22] uploads that nobody has gone on with for a day are forgotten, and no others", async () => {
  const uploads = new MultipartUploads();
  try {
    const abandoned = await uploads.start("a");
    const slow = await uploads.start("b");
    const later = performance.now() + 80_000_000;
    vi.spyOn(performance, "now").mockReturnValue(later);
    await uploads.put(slow, "b", 1, bytes());
    vi.spyOn(performance, "now").mockReturnValue(later + 80_000_000);
    await uploads.start("c");
    expect(() => uploads.contentTypeOf(abandoned, "a")).toThrow("there is no upload");
    expect(uploads.contentTypeOf(slow, "b")).toBeUndefined();
  } finally {
    await uploads.close();
  }
});
