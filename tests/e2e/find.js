// Finds what a person would find by its role and its name; runs inside the page. arguments: role, name, region (or null).
const [role, name, region] = arguments;
const ROLES = {
  field: "input, select, textarea, [role=combobox], [role=spinbutton], [contenteditable=true]",
  button: "button, [role=button], input[type=submit], summary",
  link: "a[href], [role=link]",
  tab: "[role=tab]",
  option: "[role=option], option",
  choice: "input[type=radio], [role=radio], input[type=checkbox], [role=checkbox], [role=switch]",
  dialog: "dialog[open], [role=dialog], [role=alertdialog]",
  region: "[role=region], section",
  heading: "h1, h2, h3, h4, [role=heading]",
};
const clean = (text) => (text ?? "").replace(/[\s\u00a0\u202f]+/g, " ").trim();
const shown = (element) => {
  const seen = element.matches("input[type=radio], input[type=checkbox]") ? element.closest("label") ?? element : element;
  return seen.checkVisibility({ visibilityProperty: true }) && !element.closest("[inert], [aria-hidden=true]");
};
// Pieces of a label stand side by side on the screen even where no space is between them in the page.
const labelText = (label) => {
  const walker = document.createTreeWalker(label, NodeFilter.SHOW_TEXT);
  const pieces = [];
  while (walker.nextNode()) if (!walker.currentNode.parentElement.closest("select, textarea, [aria-hidden=true]")) pieces.push(walker.currentNode.data);
  return clean(pieces.join(" "));
};
const nameOf = (element) => {
  const by = element.getAttribute("aria-labelledby");
  if (by) return clean(by.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "").join(" "));
  if (element.getAttribute("aria-label")) return clean(element.getAttribute("aria-label"));
  // Not element.labels: WebKitGTK 2.50 loses its page when such a list outlives the elements it remembers.
  const label = element.closest("label") ?? (element.id && document.querySelector(`label[for="${CSS.escape(element.id)}"]`));
  if (label) return labelText(label);
  if (element.tagName === "SECTION") return clean(element.querySelector("h1, h2, h3, h4")?.textContent);
  return labelText(element) || clean(element.getAttribute("title"));
};
// An open modal dialog makes the rest of the page inert.
const modal = [...document.querySelectorAll("dialog:modal")].at(-1) ?? document;
let within = [modal];
if (region !== null) within = [...modal.querySelectorAll(`${ROLES.region}, ${ROLES.dialog}, nav`)].filter((each) => nameOf(each) === clean(region));
const all = within.flatMap((each) => [each, ...each.querySelectorAll(ROLES[role] ?? role)])
  .filter((each) => each !== document && each.matches(ROLES[role] ?? role) && shown(each));
// A login's field is known by the word of the provider's paper, too: it ends the small print beneath.
const isCalled = (element, word) => (element.getAttribute("aria-describedby") ?? "").split(/\s+/)
  .some((id) => clean(document.getElementById(id)?.textContent).endsWith(`: ${word}`));
const wanted = clean(name);
return all.find((each) => nameOf(each) === wanted)
  ?? all.find((each) => nameOf(each).startsWith(wanted) && !/^[\p{L}\p{N}]/u.test(nameOf(each).slice(wanted.length)))
  ?? all.find((each) => role === "field" && isCalled(each, wanted))
  ?? null;
