type Slice = { from: number; to: number; above: number; height: number };

/** Which rows of a long list stand in the window, with a few more on either side so that fast scrolling shows no holes. */
export function sliceOf(rows: number, rowHeight: number, scrolled: number, seen: number, spare = 6): Slice {
  const from = Math.max(0, Math.min(rows, Math.floor(scrolled / rowHeight) - spare));
  const to = Math.min(rows, Math.ceil((scrolled + seen) / rowHeight) + spare);
  return { from, to: Math.max(from, to), above: from * rowHeight, height: rows * rowHeight };
}

/** Where a list is scrolled to, so that a row of it stands whole in what is seen. It stays where it is if the row does already. All in px. */
export function topFor(row: number, rowHeight: number, scrolled: number, seen: number): number {
  const top = row * rowHeight;
  return top < scrolled ? top : Math.max(scrolled, top + rowHeight - seen);
}
