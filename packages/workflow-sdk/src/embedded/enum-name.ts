/** `BadStartTimerAttributes`: how the server spells the members of an enum. */
export function enumName(members: Readonly<Record<string, number>>, value: number): string {
  const [name] = Object.entries(members).find(([, member]) => member === value) ?? [String(value)];
  return name
    .split("_")
    .map((word) => word.slice(0, 1) + word.slice(1).toLowerCase())
    .join("");
}
