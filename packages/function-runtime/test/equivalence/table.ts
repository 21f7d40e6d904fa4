import { big } from "./functions.ts";
import { shown } from "./observe.ts";

/** What a job leaves. */
export interface Kept {
  readonly results?: Readonly<Record<string, unknown>>;
  /** Output → its file: `output_0.json application/json: [1]`. */
  readonly files?: Readonly<Record<string, string>>;
  /** Output → its rows. */
  readonly tables?: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

/** What a service answers. */
export interface Answered {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  /** A header of its own. */
  readonly made?: string;
}

export interface Failed {
  /** Part of the message that everybody gets. */
  readonly failure: string;
  /** Of the answer. */
  readonly status?: number;
}

export interface Row {
  readonly fn: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly job: Kept | Failed;
  readonly answer: Answered | Failed;
}

const plain = "text/plain; charset=utf-8";
const json = "application/json";
const binary = "application/octet-stream";

const result = (value: unknown, name = "output_0"): Kept => ({ results: { [name]: value } });
const answer = (type: string, body: string, status = 200): Answered => ({ status, type, body });
const failed = (failure: string, status = 500): Pick<Row, "job" | "answer"> => ({
  job: { failure },
  answer: { failure, status },
});
const streamed = 'piece 0 é\n{"index":1}\npiece 2 é\n';

const bigText = shown(Buffer.from(JSON.stringify(big())));
const unicode = "grüße дом 😀 \u0000 \n end";

/** One suite of functions, whatever executes them. */
export const table: readonly Row[] = [
  { fn: "text", job: result("hello world"), answer: answer(plain, "hello world") },
  { fn: "unicode", parameters: { word: "дом" }, job: result(unicode), answer: answer(plain, unicode) },
  { fn: "empty", job: result(""), answer: answer(plain, "") },
  { fn: "sum", parameters: { a: 0.1, b: 2 }, job: result(2.1), answer: answer(json, "2.1") },
  { fn: "never", job: result(false), answer: answer(json, "false") },
  { fn: "nothing", job: result(null), answer: answer(json, "null") },
  { fn: "absent", job: {}, answer: answer("", "", 204) },
  { fn: "large", job: result("1208925819614629174706176"), answer: answer(json, '"1208925819614629174706176"') },
  {
    fn: "echo",
    parameters: { value: { schlüssel: ["😀", null, true, { __proto__x: 1 }] } },
    job: { files: { output_0: `output_0.json ${json}: {"value":{"schlüssel":["😀",null,true,{"__proto__x":1}]}}` } },
    answer: answer(json, '{"value":{"schlüssel":["😀",null,true,{"__proto__x":1}]}}'),
  },
  {
    fn: "named",
    parameters: { line: "to be" },
    job: { results: { count: 5, words: ["to", "be"] } },
    answer: answer(json, '{"count":5,"words":["to","be"]}'),
  },
  { fn: "inOrder", job: { results: { first: "a", second: 2 } }, answer: answer(json, '["a",2]') },
  { fn: "validated", parameters: { limit: "7" }, job: result("8 kg", "text"), answer: answer(plain, "8 kg") },
  { fn: "validated", parameters: { limit: 11 }, ...failed("limit: Too big", 400) },
  { fn: "asynchronouslyValidated", parameters: { name: "free" }, job: result("free"), answer: answer(plain, "free") },
  { fn: "asynchronouslyValidated", parameters: { name: "taken" }, ...failed("name: is taken", 400) },
  { fn: "throwing", ...failed("out of paper") },
  { fn: "rejecting", ...failed("no such model") },
  { fn: "rejectingText", ...failed("just text") },
  {
    fn: "bytes",
    job: { files: { output_0: `output_0.bin ${binary}: hex 00ff0a0d80` } },
    answer: answer(binary, "hex 00ff0a0d80"),
  },
  {
    fn: "stream",
    parameters: { pieces: 3 },
    job: { files: { output_0: `output_0.txt ${plain}: ${streamed}` } },
    answer: answer(plain, streamed),
  },
  {
    fn: "records",
    job: { files: { output_0: 'output_0.ndjson application/x-ndjson: {"index":0}\n{"index":1}\n' } },
    answer: answer("application/x-ndjson", '{"index":0}\n{"index":1}\n'),
  },
  { fn: "prepared", job: result(42), answer: answer(json, "42") },
  { fn: "live", job: result("true false"), answer: answer(plain, "true false") },
  {
    fn: "forged",
    parameters: { project: "forged", run: "forged", signal: "forged" },
    job: result("true true true"),
    answer: answer(plain, "true true true"),
  },
  { fn: "big", job: { files: { output_0: `output_0.json ${json}: ${bigText}` } }, answer: answer(json, bigText) },
  {
    fn: "table",
    job: {
      tables: {
        data: [
          { city: "Trento", people: 118_000 },
          { city: "Roma", people: 2_750_000 },
        ],
      },
    },
    answer: answer(json, '{"columns":{"city":["Trento","Roma"],"people":[118000,2750000]}}'),
  },
  { fn: "made", job: result("made"), answer: { ...answer("text/html", "made", 201), made: "yes" } },
  {
    fn: "web",
    job: { files: { output_0: "output_0.csv text/csv: a,b" } },
    answer: { ...answer("text/csv", "a,b", 202), made: "yes" },
  },
  { fn: "notANumber", ...failed("NaN") },
  { fn: "returnedError", ...failed("the function returned an error") },
  { fn: "missing", job: { failure: "status 404" }, answer: answer(json, '{"why":"no such model"}', 404) },
  {
    fn: "circular",
    job: { failure: "FUNCTION_INVALID_OUTPUT" },
    answer: { failure: "the function returned what cannot be JSON", status: 500 },
  },
];

export const titleOf = ({ fn, parameters, answer: expected }: Row): string =>
  `[CORE-49] ${fn}${"failure" in expected ? " fails" : ""}${parameters === undefined ? "" : ` of ${Object.keys(parameters).join(", ")}`}`;
