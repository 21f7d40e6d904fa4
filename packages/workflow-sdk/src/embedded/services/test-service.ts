import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import type { ServiceImpl } from "@connectrpc/connect";
import type { testservice } from "@millrace/protocol/temporal";
import type { ServerCore } from "../core.ts";

/** The clock of the server, for SDKs that ask for the time; it cannot be moved yet. */
export const testService = (core: ServerCore): Pick<ServiceImpl<typeof testservice.TestService>, "getCurrentTime"> => ({
  getCurrentTime: () => ({ time: timestampFromMs(core.clock.now()) }),
});
