// Loads a server with as little work of its own as can be, since both share the machine: written requests, and answers
// that are only compared. Started with one argument of JSON; prints the answers and the seconds that they took.
import { connect } from "node:net";

interface Load {
  readonly port: number;
  readonly connections: number;
  readonly seconds: number;
  /** The whole request. */
  readonly request: string;
  /** The whole body of each answer. */
  readonly expected: string;
}

const { port, connections, seconds, request, expected } = JSON.parse(process.argv[2] ?? "") as Load;
const wanted = Buffer.from(`\r\n\r\n${expected}`);
const ok = Buffer.from("HTTP/1.1 200 ");
const begun = performance.now();
const until = begun + seconds * 1000;
let answers = 0;
let open = connections;

const isWhole = (answer: Buffer): boolean => {
  const head = answer.indexOf("\r\n\r\n");
  if (head === -1 || answer.length < head + wanted.length) return false;
  if (answer.subarray(0, ok.length).equals(ok) && answer.subarray(head).equals(wanted)) return true;
  throw new Error(`a wrong answer: ${answer.toString()}`);
};

for (let index = 0; index < connections; index++) {
  const socket = connect(port, "127.0.0.1");
  socket.setNoDelay(true);
  let begunAnswer: Buffer | undefined;
  socket.on("connect", () => socket.write(request));
  socket.on("data", (chunk) => {
    const answer = begunAnswer === undefined ? chunk : Buffer.concat([begunAnswer, chunk]);
    begunAnswer = isWhole(answer) ? undefined : answer;
    if (begunAnswer !== undefined) return;
    answers++;
    if (performance.now() < until) socket.write(request);
    else socket.end();
  });
  socket.on("close", () => {
    open--;
    if (open > 0) return;
    process.stdout.write(JSON.stringify({ answers, seconds: (performance.now() - begun) / 1000 }));
  });
}
