// Words for the number by service: its name on the customer's paper, the text of the button that sells.
import { m } from "../paraglide/messages.js";
import type { SaleKind } from "../shared/words/desk-services";

export const numberPlaceholders: Record<SaleKind, () => string> = {
  prepaid: m.number_placeholder,
  postpaid: m.number_placeholder,
  dth: m.number_placeholder_dth,
  landline: m.number_placeholder_landline,
  data_card: m.number_placeholder_data_card,
  electricity: m.number_placeholder_electricity,
  gas: m.number_placeholder_gas,
  insurance: m.number_placeholder_insurance,
  fastag: m.number_placeholder_fastag,
  voucher: m.number_placeholder,
  cash_drop: m.number_placeholder_cash_drop,
  money_transfer: m.number_placeholder,
};

export const numberHelps: Record<SaleKind, () => string> = {
  prepaid: m.number_help,
  postpaid: m.number_help,
  dth: m.number_help_dth,
  landline: m.number_help_landline,
  data_card: m.number_help_data_card,
  electricity: m.number_help_electricity,
  gas: m.number_help_gas,
  insurance: m.number_help_insurance,
  fastag: m.number_help_fastag,
  voucher: m.number_help_voucher,
  cash_drop: m.number_help_cash_drop,
  money_transfer: m.number_help,
};

/** A recharge fills something up, a bill is paid, a voucher is bought. */
export const sendWords: Record<SaleKind, (sum: { amount: string }) => string> = {
  prepaid: m.recharge_button,
  dth: m.recharge_button,
  data_card: m.recharge_button,
  fastag: m.recharge_button,
  postpaid: m.pay_button,
  landline: m.pay_button,
  electricity: m.pay_button,
  gas: m.pay_button,
  insurance: m.pay_button,
  cash_drop: m.pay_button,
  money_transfer: m.pay_button,
  voucher: m.buy_button,
};
