import { expect, test } from "vitest";
import { serve } from "../../src/index.ts";

test.each([undefined, null, {}, "main.ts:train", 7])("serve refuses %o: it is no function", async (given) => {
  await expect(serve(given as never)).rejects.toMatchObject({
    code: "FUNCTION_INVALID_HANDLER",
    message: expect.stringContaining("must be a function"),
  });
});
