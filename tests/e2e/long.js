// What on the page is not translated, and what is cut off; runs inside the page, which speaks the long language: no letter of its
// words is a plain one. arguments: texts that are data, selectors of what may hold data, selectors of what may be cut.
const [data, holders, cut] = arguments;
const page = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document.body;
const found = new Set();
const short = (text) => text.replace(/\s+/g, " ").trim().slice(0, 80);
const where = (element) => {
  const names = [];
  for (let each = element; each && each !== document.body && names.length < 4; each = each.parentElement) {
    names.unshift(each.tagName.toLowerCase() + (each.id ? `#${each.id}` : "") + [...each.classList].filter((name) => !name.startsWith("s-") && !name.startsWith("svelte-")).map((name) => `.${name}`).join(""));
  }
  return names.join(" > ");
};
const isShown = (element) => element.checkVisibility({ visibilityProperty: true, opacityProperty: true });
// What only a screen reader gets stands in a box of one pixel.
const isHidden = (element) => {
  for (let each = element; each; each = each.parentElement) if (each.clientWidth <= 1 && getComputedStyle(each).overflow !== "visible") return true;
  return false;
};

const MONTHS = /\b(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|June|July|August|September|October|November|December|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tue|Wed|Thu|Fri|Sat|Sun|AM|PM)\b/g;
const plain = (text) => {
  let rest = text;
  for (const each of data) rest = rest.split(each).join(" ");
  // Numbers, references and addresses have digits in them; what a company or a person said stands in quotes.
  rest = rest.replace(/“[^”]*”/g, " ").replace(/\S*\d\S*/g, " ");
  return /[A-Za-z]{2,}/.exec(rest.replace(MONTHS, " "))?.[0] ?? null;
};
// A language is named in itself, whatever the page speaks.
const isForeign = (element) => element.closest("[lang]").lang !== document.documentElement.lang;
const judge = (kind, text, element) => {
  if (!text || element.closest(holders) || isForeign(element)) return;
  const word = plain(text);
  if (word !== null) found.add(`not translated: ${kind} "${short(text)}" (${word}) at ${where(element)}`);
};

// A button's words must not run into what stands beside them.
const runsInto = (rect, button) => [...(button?.parentElement.querySelectorAll(":scope > .key, :scope > button > .key") ?? [])].some((key) => {
  const beside = key.getBoundingClientRect();
  return rect.right > beside.left + 1 && rect.left < beside.right - 1 && rect.bottom > beside.top + 1 && rect.top < beside.bottom - 1;
});

const clipped = (element, rect) => {
  if (rect.width < 1 || rect.height < 1) return null;
  if (rect.right > innerWidth + 1 || rect.left < -1) return "outside of the window";
  const box = element.closest("button, a, label, th, td, li, dd, dt, p, h1, h2, h3, legend, figcaption, summary");
  if (box !== null && getComputedStyle(box).display !== "inline") {
    const within = box.getBoundingClientRect();
    if (rect.right > within.right + 1.5 || rect.left < within.left - 1.5) return `wider than its ${box.tagName.toLowerCase()}`;
  }
  // What is scrolled out of sight is not cut.
  let isScrolled = false;
  for (let each = element; each !== null && each !== document.documentElement; each = each.parentElement) {
    const style = getComputedStyle(each);
    if (style.overflowX === "visible") continue;
    const within = each.getBoundingClientRect();
    if (rect.right > within.right + 1.5 || rect.left < within.left - 1.5) return `cut by ${where(each)}`;
    const isCut = style.overflowY === "hidden" || style.overflowY === "clip";
    isScrolled ||= style.overflowY === "auto" || style.overflowY === "scroll";
    if (isCut && !isScrolled && (rect.bottom > within.bottom + 1.5 || rect.top < within.top - 1.5)) return `cut below by ${where(each)}`;
  }
  return null;
};

const texts = document.createTreeWalker(page, NodeFilter.SHOW_TEXT);
let count = 0;
while (texts.nextNode()) {
  const node = texts.currentNode;
  const element = node.parentElement;
  if (!node.data.trim() || element.closest("script, style, noscript") || !isShown(element)) continue;
  count += 1;
  judge("text", node.data, element);
  if (element.closest("select, [aria-hidden=true]") || element.closest(cut) || isHidden(element)) continue;
  const range = document.createRange();
  range.selectNodeContents(node);
  for (const rect of range.getClientRects()) {
    const fault = clipped(element, rect);
    if (!element.matches(".key") && runsInto(rect, element.closest("button"))) found.add(`clipped: "${short(node.data)}" runs into the key beside it at ${where(element)}`);
    if (fault !== null) found.add(`clipped: "${short(node.data)}" ${fault} at ${where(element)}`);
  }
  const style = getComputedStyle(element);
  if (style.overflowX !== "visible" && element.scrollWidth > element.clientWidth + 1) found.add(`clipped: "${short(node.data)}" ${element.scrollWidth} px in ${element.clientWidth} px at ${where(element)}`);
}
for (const element of page.querySelectorAll("*")) {
  if (!isShown(element)) continue;
  for (const name of ["aria-label", "title", "placeholder", "alt", "aria-description", "aria-valuetext"]) judge(name, element.getAttribute(name), element);
  if (element.matches("select")) {
    const style = getComputedStyle(element);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = style.font;
    const text = element.selectedOptions[0]?.textContent.trim() ?? "";
    if (!element.closest(cut) && pen.measureText(text).width > element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight) + 2) found.add(`clipped: chosen "${short(text)}" at ${where(element)}`);
  }
  if (element.matches("input[placeholder]")) {
    const style = getComputedStyle(element);
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = style.font;
    const room = element.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    if (!element.closest(cut) && pen.measureText(element.placeholder).width > room + 2) found.add(`clipped: placeholder "${short(element.placeholder)}" at ${where(element)}`);
  }
}
return { count, found: [...found] };
