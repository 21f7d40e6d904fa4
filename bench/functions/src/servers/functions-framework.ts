// Its command loads this and serves `target`.
import { hello } from "./hello.ts";

interface Answer {
  json(value: unknown): void;
}
export const target = ({ body }: { readonly body?: { readonly name?: string } }, answer: Answer): void =>
  answer.json(hello(body ?? {}));
