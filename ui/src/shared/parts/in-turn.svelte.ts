// A long screen is built part by part: the first comes with the screen, and each of the others after a frame of its own. What stands in the
// window is seen at once, and what is below its edge is there before anybody has scrolled to it.

/** Calls back when the frame that comes next was painted. Returns what forgets it. */
function afterFrame(then: () => void): () => void {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = then;
  const frame = requestAnimationFrame(() => port2.postMessage(null));
  return () => {
    cancelAnimationFrame(frame);
    port1.onmessage = null;
  };
}

export class InTurn {
  /** So many parts are built. */
  built = $state(1);

  /** `first`: so many come with the screen. */
  constructor(private readonly parts: number, first = 1) {
    this.built = first;
  }

  /** Builds on as long as the component stands. */
  follow(): void {
    $effect(() => (this.built < this.parts ? afterFrame(() => { this.built += 1; }) : undefined));
  }
}
