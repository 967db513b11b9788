// A web page inside: the keys, the menu and the dropped files that belong to a browser do nothing here.
const TYPED_OR_SELECTABLE = "input, textarea, pre";

/** Keys that would load the page anew, or leave it. */
export function leavesThePage(event: Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey">): boolean {
  if (event.key === "F5") return true;
  if (event.ctrlKey || event.metaKey) return event.key.toLowerCase() === "r" || event.code === "KeyR";
  return event.altKey && (event.key === "ArrowLeft" || event.key === "ArrowRight");
}

export function keepThePage(target: Window): void {
  target.addEventListener("keydown", (event) => { if (leavesThePage(event)) event.preventDefault(); }, { capture: true });
  target.addEventListener("contextmenu", (event) => {
    if (!(event.target instanceof Element) || event.target.closest(TYPED_OR_SELECTABLE) === null) event.preventDefault();
  });
  // A browser would open a dropped file in place of the page. Who takes one has a `FileDrop`.
  for (const name of ["dragover", "drop"] as const) {
    target.addEventListener(name, (event) => {
      if (!(event.dataTransfer?.types.includes("Files") ?? false)) return;
      event.preventDefault();
      if (name === "dragover" && event.dataTransfer !== null) event.dataTransfer.dropEffect = "none";
    }, { capture: true });
  }
}
