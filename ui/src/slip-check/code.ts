// What the text of a slip looks like. Whether it is genuine is decided behind the window.

/** The code of a slip, which a scanner types wherever the cursor is: alone, or within a text that somebody sent. */
const CODE = /GALLA1\*/i;
/** The twelve signs below it, as they stand on the slip. */
const SIGNS = /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/i;

/** True of a text that can be nothing but a slip's. */
export function isSlipText(text: string): boolean {
  return CODE.test(text) || SIGNS.test(text.trim());
}
