// Where a dialog stands: in the middle until something is done in it. From then on nothing in it moves up or down because of what comes or
// goes further below; it goes up only as far as it would else reach out of the window. All in px.

/** The upper edge of a dialog in the middle of the window. */
export function middle(height: number, room: number, edge: number): number {
  return Math.max(edge, Math.floor((room - height) / 2));
}

/** The upper edge of one that stood at `held`, now that it is so high. */
export function heldTop(held: number, height: number, room: number, edge: number): number {
  return Math.max(edge, Math.min(held, room - edge - height));
}
