// A web page inside: the keys and the menu that belong to a browser do nothing here.
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
}
