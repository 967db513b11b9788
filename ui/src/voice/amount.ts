// An amount as it is said in India, by the keys of the clips: 1 to 99, whole hundreds, thousand and lakh.

/** Beyond this an amount is not said. */
export const MOST_RUPEES = 99_99_999;

/** Paise are said only where there are some, and only then are rupees named. Null for what is no amount of a sale. */
export function amountKeys(paise: number): string[] | null {
  if (!Number.isSafeInteger(paise) || paise <= 0 || paise >= (MOST_RUPEES + 1) * 100) return null;
  const rupees = rupeeKeys(Math.floor(paise / 100));
  const rest = paise % 100;
  if (rest === 0) return rupees;
  return [...rupees, ...(rupees.length > 0 ? ["rupees"] : []), String(rest), "paise"];
}

function rupeeKeys(rupees: number): string[] {
  const [lakh, thousand, hundred, ones] = [Math.floor(rupees / 1_00_000), Math.floor(rupees / 1000) % 100, Math.floor(rupees / 100) % 10, rupees % 100];
  return [
    ...(lakh > 0 ? [String(lakh), "lakh"] : []),
    ...(thousand > 0 ? [String(thousand), "thousand"] : []),
    ...(hundred > 0 ? [String(hundred * 100)] : []),
    ...(ones > 0 ? [String(ones)] : []),
  ];
}
