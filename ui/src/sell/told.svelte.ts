// The notices that stand below the form, as far as they are folded. The line or button that opens them is in more than one place.
import { MediaQuery } from "svelte/reactivity";
import { folds, LOW, SHORT } from "./told";

class Told {
  /** How many there are. */
  count = $state(0);
  /** One of them is red. */
  isBad = $state(false);
  /** Somebody is led by a line of words, which is never folded. */
  isLed = $state(false);
  isOpen = $state(false);
  /** An outcome or the strip stands there, too. */
  isBusy = $state(false);
  /** The strip has a code, or the form more fields than most: in a window that is not tall both want all of the room. */
  isCrowded = $state(false);
  #low = new MediaQuery(LOW);
  #short = new MediaQuery(SHORT);

  /** They are behind a button of the lowest line, and cover what is below them while they are open. */
  get isLow(): boolean {
    return this.#low.current || (this.#short.current && this.isCrowded);
  }

  get isFolded(): boolean {
    return folds(this.count, this.isLow ? "low" : this.#short.current ? "short" : "tall", this.isBusy, this.isLed);
  }

  /** Follows what stands in an element. What is hidden there counts, too. */
  follow(element: HTMLElement): () => void {
    const look = (): void => {
      const notices = element.querySelectorAll(".notice");
      this.count = notices.length;
      this.isLed = element.querySelector(".coach") !== null;
      this.isBad = element.querySelector(".notice.bad") !== null;
    };
    const observer = new MutationObserver(look);
    observer.observe(element, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
    look();
    return () => observer.disconnect();
  }
}

export const told = new Told();
