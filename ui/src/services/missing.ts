// What is missing, or wrong, before the button of a form can begin anything.
import { m } from "../paraglide/messages.js";
import type { DeskField, Problem } from "../platform/counter";
import { paiseOf } from "../shared/words/money";
import { shapeOfService, wholeNumber } from "../shared/words/number";
import { deskFieldWords } from "../shared/words/desk-words";

/** The first of these fields that is empty, or else that is wrong, in words; null where all of them can be sent. */
export function missingWords<F extends string>(draft: { text(field: F): string; problem?(field: F): Problem | null }, fields: readonly (F & DeskField)[]): string | null {
  const field = fields.find((each) => draft.text(each).trim() === "");
  if (field !== undefined) return m.desk_missing({ field: deskFieldWords[field]() });
  const wrong = fields.find((each) => isWrong(each, draft.text(each)) || (draft.problem?.(each) ?? null) !== null);
  return wrong === undefined ? null : m.desk_wrong({ field: deskFieldWords[wrong]() });
}

/** What the window can tell by itself. What else is wrong is told when the counter has looked at it. */
function isWrong(field: DeskField, text: string): boolean {
  if (field === "mobile") return wholeNumber(shapeOfService("prepaid", []), text) === null;
  return (field === "charge" || field === "amount") && paiseOf(text) === null;
}
