// A day that another screen asks for: the day book opens on it.
let wanted: string | null = null;

/** `day`: "2026-11-20". */
export function wantDay(day: string): void {
  wanted = day;
}

/** What was asked for, once. */
export function takeDay(): string | null {
  const taken = wanted;
  wanted = null;
  return taken;
}
