/** The first `count` items (default: all), as a list; an endless source is closed after them. */
export async function collect<T>(source: AsyncIterable<T> | Iterable<T>, count: number = Infinity): Promise<T[]> {
  const items: T[] = [];
  if (count <= 0) return items;
  for await (const item of source) {
    items.push(item);
    if (items.length >= count) break;
  }
  return items;
}
