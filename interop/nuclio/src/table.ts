const widest = 42;
const cut = (cell: string): string => (cell.length > widest ? `${cell.slice(0, widest - 1)}…` : cell);

/** What was seen of each wrapper, case by case. */
export class Table {
  readonly #columns: readonly string[];
  readonly #rows = new Map<string, Map<string, string>>();

  constructor(columns: readonly string[]) {
    this.#columns = columns;
  }

  add(row: string, column: string, seen: string): void {
    const cells = this.#rows.get(row) ?? new Map<string, string>();
    this.#rows.set(row, cells.set(column, seen));
  }

  get(row: string, column: string): string | undefined {
    return this.#rows.get(row)?.get(column);
  }

  print(): void {
    const rows = [...this.#rows].map(([row, cells]) => this.#line(row, cells));
    const lines = [["case", ...this.#columns], ...rows].map((line) => line.map(cut));
    const widths = lines[0]?.map((_, index) => Math.max(...lines.map((line) => line[index]?.length ?? 0))) ?? [];
    for (const line of lines) {
      const text = line.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join("  ");
      process.stdout.write(`${text.trimEnd()}\n`);
    }
  }

  #line(row: string, cells: ReadonlyMap<string, string>): string[] {
    return [row, ...this.#columns.map((column) => cells.get(column) ?? "–")];
  }
}
