// When the rest of the window is read. *Sell* comes first, so that a number can be typed as soon as possible; the rest follows as
// soon as *Sell* is on the screen, or before it where another screen is wanted.
type Rest = typeof import("./rest");

export class Later {
  /** Null until it was read. */
  rest = $state.raw<Rest | null>(null);
  /** It could not be read. The web view remembers that, so only a page that is loaded anew tries again. */
  failed = $state(false);
  #reading: Promise<void> | null = null;

  constructor(private readonly load: () => Promise<Rest>) {}

  /** Done when it is there, or when it is known not to come. */
  read(): Promise<void> {
    this.#reading ??= this.load().then((rest) => { this.rest = rest; }, () => { this.failed = true; });
    return this.#reading;
  }
}

export const later = new Later(() => import("./rest"));

/**
 * Reads every font of the page that was not wanted so far. A web view reads a font when its first letter is drawn, and leaves the place of the
 * letter blank until then: the Hindi sentence of a card that is open in English would come after the card.
 */
export async function readFonts(fonts: Iterable<Pick<FontFace, "load">>): Promise<void> {
  await Promise.allSettled([...fonts].map((font) => font.load()));
}
