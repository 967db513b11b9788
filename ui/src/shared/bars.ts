// Scroll bars that take no room lie over the page. WebKitGTK draws them over everything, also over a dialog that stands in front of them.

/** Marks a page whose bars take no room: `base.css` leaves them out behind a dialog. Others stay, because what they take must not jump. */
export function markBars(page: Document): void {
  const box = page.createElement("div");
  box.style.cssText = "position: absolute; visibility: hidden; width: 50px; height: 50px; overflow: scroll";
  page.body.append(box);
  page.documentElement.classList.toggle("bars-over", box.offsetWidth === box.clientWidth);
  box.remove();
}

/** Marks the dialogs that another one opens over, whose bars would lie over it. Gives back what takes the mark away. */
export function coverDialogs(page: Document): () => void {
  const below = [...page.querySelectorAll<HTMLElement>("dialog:modal:not([data-covered])")];
  for (const dialog of below) dialog.dataset.covered = "";
  return () => {
    for (const dialog of below) delete dialog.dataset.covered;
  };
}
