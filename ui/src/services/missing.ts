// What is missing before the button of a form can begin anything.
import { m } from "../paraglide/messages.js";
import type { DeskField } from "../platform/counter";
import { deskFieldWords } from "../shared/words/desk-words";

/** The first of these fields that is empty, in words; null where all of them are filled in. */
export function missingWords<F extends string>(draft: { text(field: F): string }, fields: readonly (F & DeskField)[]): string | null {
  const field = fields.find((each) => draft.text(each).trim() === "");
  return field === undefined ? null : m.desk_missing({ field: deskFieldWords[field]() });
}
