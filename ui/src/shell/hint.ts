// Where a hint stands: below what it is of, above it where there is no room, and always within the window. All in px.

const APART = 6;
const EDGE = 8;

type Size = { width: number; height: number };

export function placed(of: { left: number; top: number; bottom: number; width: number }, hint: Size, window: Size): { left: number; top: number } {
  const wanted = of.left + (of.width - hint.width) / 2;
  const left = Math.max(EDGE, Math.min(wanted, window.width - hint.width - EDGE));
  const below = of.bottom + APART;
  const top = below + hint.height + EDGE <= window.height ? below : Math.max(EDGE, of.top - APART - hint.height);
  return { left: Math.round(left), top: Math.round(top) };
}
