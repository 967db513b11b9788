/** The last of the parts whose head has come up to the line, counted from 0; the first while none has. `tops` are in px, from above. */
export function partAt(tops: number[], line: number): number {
  return Math.max(0, tops.filter((top) => top <= line).length - 1);
}
