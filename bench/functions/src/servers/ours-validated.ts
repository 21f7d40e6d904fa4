import { handler, serve } from "@millrace/function-runtime";
// @boundaries-ignore bundled with the peers that the benchmark installs
import { z } from "zod";
import { hello } from "./hello.ts";

const parameters = z.object({
  name: z.string().min(1).max(100),
  age: z.number().int().min(0),
  tags: z.array(z.string()),
});
void serve(handler({ parameters }, ({ name }) => hello({ name })));
