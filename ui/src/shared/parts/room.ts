// Where a list opens beside its field: below, or above where there is more room.

/** `height`: how tall the list may be, in px. */
export type Room = { isUp: boolean; height: number };

const WANTED = 320;
/** With less room than this a list reaches over the edge, where it can be scrolled to. */
const LEAST = 150;
/** Between the field and its list, and between the list and the edge. */
const GAP = 6;

/** `field`: where the field stands; `bounds`: from where to where anything can be seen. All in px from the window's top. */
export function roomOf(field: { top: number; bottom: number }, bounds: { top: number; bottom: number }): Room {
  const below = bounds.bottom - field.bottom - 2 * GAP;
  const above = field.top - bounds.top - 2 * GAP;
  const isUp = below < WANTED && above > below;
  return { isUp, height: Math.max(LEAST, Math.min(WANTED, isUp ? above : below)) };
}

/** What can be seen around an element: the window, less what its boxes cut off, and less what always stands at their foot (`data-foot`). */
export function boundsOf(element: Element): { top: number; bottom: number } {
  let [top, bottom] = [0, window.innerHeight];
  for (let box = element.parentElement; box !== null; box = box.parentElement) {
    const foot = box.querySelector(":scope > [data-foot]");
    if (foot !== null && !foot.contains(element)) bottom = Math.min(bottom, foot.getBoundingClientRect().top);
    if (getComputedStyle(box).overflowY === "visible") continue;
    const edge = box.getBoundingClientRect();
    [top, bottom] = [Math.max(top, edge.top), Math.min(bottom, edge.bottom)];
  }
  return { top, bottom };
}
