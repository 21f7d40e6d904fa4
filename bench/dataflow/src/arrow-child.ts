// One library on one message of bytes: prints the CPU in microseconds that reading its stream and writing it once takes.
import { DoraValue } from "@millrace/dataflow-runtime";
import { loadPeer } from "@millrace/tooling-bench";

/** The part of the peers' interfaces that is called. */
interface Column {
  readonly toArray: () => unknown;
}
interface Table {
  readonly getChildAt: (index: number) => Column;
}
interface ApacheArrow {
  readonly Table: new (columns: object) => Table;
  readonly makeVector: (data: Uint8Array) => Column;
  readonly tableFromIPC: (stream: Uint8Array) => Table;
  readonly tableToIPC: (table: Table) => Uint8Array;
}
interface Flechette {
  readonly tableFromArrays: (columns: object) => Table;
  readonly tableFromIPC: (stream: Uint8Array) => Table;
  readonly tableToIPC: (table: Table, options: { readonly format: "stream" }) => Uint8Array;
}

interface Library {
  readonly decode: (stream: Uint8Array) => unknown;
  readonly encode: (data: Uint8Array) => Uint8Array;
}

const libraries: Readonly<Record<string, () => Library | Promise<Library>>> = {
  millrace: () => ({
    decode: (stream) => DoraValue.fromIpc(stream).toArray(),
    encode: (data) => DoraValue.from(data).ipc(),
  }),
  "apache-arrow": async () => {
    const { makeVector, Table, tableFromIPC, tableToIPC } = await loadPeer<ApacheArrow>("apache-arrow");
    return {
      decode: (stream) => tableFromIPC(stream).getChildAt(0).toArray(),
      encode: (data) => tableToIPC(new Table({ data: makeVector(data) })),
    };
  },
  "@uwdata/flechette": async () => {
    const { tableFromArrays, tableFromIPC, tableToIPC } = await loadPeer<Flechette>("@uwdata/flechette");
    return {
      decode: (stream) => tableFromIPC(stream).getChildAt(0).toArray(),
      encode: (data) => tableToIPC(tableFromArrays({ data }), { format: "stream" }),
    };
  },
};

/** Microseconds of CPU a run; the first quarter warms up. */
const costOf = (run: () => unknown, runs: number): number => {
  for (let count = 0; count < runs / 4; count++) run();
  const before = process.cpuUsage();
  for (let count = 0; count < runs; count++) run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / runs;
};

const main = async (): Promise<void> => {
  const [contender = "", bytes = "0", runs = "1"] = process.argv.slice(2);
  const library = await libraries[contender]?.();
  if (library === undefined) throw new Error(`no contender ${contender}`);
  const data = Uint8Array.from({ length: Number(bytes) }, (_, index) => index);
  const stream = DoraValue.from(data).ipc();
  const right =
    Buffer.compare(library.decode(stream) as Uint8Array, data) === 0 &&
    Buffer.compare(DoraValue.fromIpc(library.encode(data)).bytes, data) === 0;
  if (!right) throw new Error(`${contender} reads or writes ${bytes} bytes wrongly`);
  const decode = costOf(() => library.decode(stream), Number(runs));
  // Reading makes a view; writing copies, so that fewer runs of large messages tell as much.
  const encode = costOf(() => library.encode(data), Math.max(3, Number(runs) / (1 + data.length / 20_000)));
  process.stdout.write(`${JSON.stringify({ decode, encode })}\n`);
};
void main();
