import { digitsOf, plainOf } from "./number";
import { byLanguage } from "../state/language.svelte";
import type { Language } from "../state/language.svelte";

/** Explicit locales: under LANG=C the engine's own default may be no locale at all. Latin digits in all, as on every price tag. */
export function localeOf(language: Language): string {
  return `${language}-IN-u-nu-latn`;
}

const whole = byLanguage((each) => new Intl.NumberFormat(localeOf(each), { maximumFractionDigits: 0 }));

function figure(paise: number, language: Language): { minus: string; rupees: string; fraction: number } {
  const size = Math.abs(paise);
  const fraction = size % 100;
  return { minus: paise < 0 ? "−" : "", rupees: whole[language].format((size - fraction) / 100), fraction };
}

/** "₹ 299" for whole rupees, "₹ 12,480.50" otherwise. */
export function rupees(paise: number, language: Language): string {
  const { minus, rupees, fraction } = figure(paise, language);
  const tail = fraction === 0 ? "" : `.${String(fraction).padStart(2, "0")}`;
  return `${minus}₹ ${rupees}${tail}`;
}

/** The same within a sentence, where no line ends between the sign and its figure. */
export function rupeesInWords(paise: number, language: Language): string {
  return rupees(paise, language).replace(" ", "\u00a0");
}

/** Always with paise: for columns of figures that must line up, and for wallets. */
export function rupeesExact(paise: number, language: Language): string {
  const { minus, rupees, fraction } = figure(paise, language);
  return `${minus}₹ ${rupees}.${String(fraction).padStart(2, "0")}`;
}

/** What would be typed for this amount: "299" or "12480.50". */
export function typedAmount(paise: number): string {
  const fraction = paise % 100;
  const rupees = String((paise - fraction) / 100);
  return fraction === 0 ? rupees : `${rupees}.${String(fraction).padStart(2, "0")}`;
}

/** What was typed as it is read: "2,990". What is no amount, or none that is whole yet, stays as it was typed. */
export function groupedAmount(typed: string, language: Language): string {
  const paise = paiseOf(typed);
  return paise === null ? typed : rupees(paise, language).replace("₹ ", "");
}

export function count(value: number, language: Language): string {
  return whole[language].format(value);
}

/** 250 basis points as a shopkeeper types it: "2.5". */
export function percent(basisPoints: number): string {
  const fraction = basisPoints % 100;
  const units = String((basisPoints - fraction) / 100);
  return fraction === 0 ? units : `${units}.${String(fraction).padStart(2, "0").replace(/0$/, "")}`;
}

/** Rupees as typed, for the figures beside the field; null for what is no amount. What is sold is decided behind the window. */
export function paiseOf(text: string): number | null {
  const found = /^(\d+|\d{1,3}(?:,\d{2,3})*,\d{3})(?:\.(\d{1,2}))?$/.exec(plainOf(text).trim().replace(/^₹\s*/, ""));
  if (found === null) return null;
  const paise = Number(digitsOf(found[1] ?? "")) * 100 + Number(digitsOf(found[2] ?? "").padEnd(2, "0"));
  return Number.isSafeInteger(paise) ? paise : null;
}
