/** What is left until `until`: "1:42", and as a part of the whole time since `from`, between 0 and 1. */
export function countdown(until: number, clock: number, from = clock): { text: string; over: boolean; part: number } {
  const left = Math.max(0, until - clock);
  // Rounded up: "0:01" is the last that is shown before it is over.
  const seconds = Math.ceil(left / 1000);
  const whole = until - from;
  return { text: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`, over: left === 0, part: whole <= 0 ? 0 : Math.min(1, left / whole) };
}
