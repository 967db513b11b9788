// Enter goes from field to field, at last to the button. It never leaves the form.
const FIELDS = "input:not([type=checkbox]):not([type=radio]), select, [data-send]";

function fieldsOf(form: Element): HTMLElement[] {
  return [...form.querySelectorAll<HTMLElement>(FIELDS)].filter((field) => !field.matches(":disabled") && field.getClientRects().length > 0);
}

function enter(field: HTMLElement): void {
  field.focus();
  if (field instanceof HTMLInputElement) field.select();
}

/** The cursor goes to the field after `from`; false when there is none. */
export function goOn(from: Element): boolean {
  const form = from.closest("form");
  if (form === null) return false;
  const fields = fieldsOf(form);
  const next = fields[fields.indexOf(from as HTMLElement) + 1];
  if (next !== undefined) enter(next);
  return next !== undefined;
}

/** The field before the button: what Esc on the button leads back to. */
export function goBack(button: Element): boolean {
  const fields = button.closest("form") === null ? [] : fieldsOf(button.closest("form") as Element);
  const before = fields[fields.indexOf(button as HTMLElement) - 1];
  if (before !== undefined) enter(before);
  return before !== undefined;
}

/** To the first field that is wrong, or else to the first that is empty, or the first. */
export function goFirst(form: Element): void {
  const fields = fieldsOf(form);
  const field = fields.find((each) => each.getAttribute("aria-invalid") === "true") ?? fields.find((each) => each instanceof HTMLInputElement && each.value === "" && each.required) ?? fields[0];
  if (field !== undefined) enter(field);
}

/** A held key repeats itself: neither Enter nor space held down may press a button twice. */
export function onlyOnce(event: KeyboardEvent): void {
  if (event.repeat && (event.key === "Enter" || event.key === " ")) event.preventDefault();
}
