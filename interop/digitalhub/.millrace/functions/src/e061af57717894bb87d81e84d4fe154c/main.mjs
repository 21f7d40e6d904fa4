import { handler } from "file:///work/main/packages/function-runtime/src/index.ts";
export const many = handler({ outputs: ["df", "n", "obj"] }, ({ x }) => ({
  df: { columns: [{ name: "a", type: "int32", values: [1, 2, x] }] },
  n: x,
  obj: { a: [x] },
}));
