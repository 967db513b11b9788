import { m } from "../../paraglide/messages.js";
import type { AmountSize, SlipLine } from "../../platform/counter";

/** What a shop may leave out, from top to bottom of a slip. */
export const lineWords: Record<SlipLine, () => string> = {
  address: m.design_line_address,
  phone: m.design_line_phone,
  customer: m.design_line_customer,
  provider: m.design_line_provider,
  provider_ref: m.design_line_provider_ref,
  operator_ref: m.design_line_operator_ref,
  upi_note: m.design_line_upi_note,
};
export const lines = Object.keys(lineWords) as SlipLine[];

export const amountWords: Record<AmountSize, () => string> = {
  normal: m.design_amount_normal,
  large: m.design_amount_large,
  huge: m.design_amount_huge,
};
export const amounts = Object.keys(amountWords) as AmountSize[];
