import type { DeskField, Field as Extra, Problem } from "../../platform/counter";

export type Field = "number" | "operator" | "circle" | "amount" | "charge" | "payment" | `extra_${Extra}` | "shop_name" | "shop_phone" | "shop_address" | "home_circle" | "company_name" | "company_phone" | "base_address" | "credential" | `desk_${DeskField}` | "form";

type DataOf<Kind> = Extract<Problem, { kind: Kind }> extends { data: infer Data } ? Data : undefined;

/** A sentence for each kind of problem, made of what is known of it. */
export type Sentences = { [Kind in Problem["kind"]]: (data: DataOf<Kind>) => string };

/** Where a problem is to be shown. The kind's first word says it; the exceptions are named. */
export function fieldOf(problem: Problem): Field {
  const extra = extraOf(problem);
  if (extra !== null) return `extra_${extra}`;
  switch (problem.kind) {
    case "shop_name_missing":
      return "shop_name";
    case "shop_phone_wrong":
      return "shop_phone";
    case "shop_circle_missing":
      return "home_circle";
    case "shop_text_too_long":
      return textFieldOf(problem.data.field);
    case "desk":
      return `desk_${problem.data.field}`;
    case "agent_pan_missing":
      return "desk_agent_pan";
    // The operator is what the shopkeeper can change about it.
    case "code_unsure":
    case "no_parameters":
      return "operator";
  }
  const first = /^(number|operator|circle|amount|charge|payment|company_name|company_phone|base_address|credential)_/.exec(problem.kind)?.[1];
  return first === undefined ? "form" : (first as Field);
}

function textFieldOf(field: string): Field {
  if (field.includes("phone")) return "shop_phone";
  return field.includes("address") ? "shop_address" : "shop_name";
}

export function problemOf(problems: Problem[], field: Field): Problem | null {
  return problems.find((problem) => fieldOf(problem) === field) ?? null;
}

/** The extra field a problem is about, or null. `field_refused` names a field of the provider's, not one of ours. */
export function extraOf(problem: Problem): Extra | null {
  switch (problem.kind) {
    case "field_missing":
    case "field_too_short":
    case "field_too_long":
    case "field_not_digits":
    case "field_strange_sign":
    case "field_date_wrong":
    case "field_date_in_future":
    case "field_vehicle_wrong":
    case "field_other_vehicle":
      return problem.data.field;
    default:
      return null;
  }
}

/** The credential a problem is about, or null. */
export function credentialOf(problem: Problem): string | null {
  if (problem.kind === "credential_missing" || problem.kind === "credential_has_control_character") return problem.data.key;
  return null;
}
