import { handler } from "file:///work/main/packages/function-runtime/src/index.ts";
export const takes = handler({ outputs: ["rows"] }, async ({ di, factor }) => (await di.rows()).length * factor);
