// Hindi in Latin letters, as nobody writes it in one way: awaaz, aawaz and आवाज़ are one word. What is left of a word are its
// consonants and the vowels that everybody writes alike.

const CONSONANTS: Readonly<Record<string, string>> = {
  क: "k", ख: "kh", ग: "g", घ: "gh", ङ: "n", च: "ch", छ: "ch", ज: "j", झ: "jh", ञ: "n", ट: "t", ठ: "th", ड: "d", ढ: "dh", ण: "n", त: "t", थ: "th", द: "d", ध: "dh",
  न: "n", प: "p", फ: "f", ब: "b", भ: "bh", म: "m", य: "y", र: "r", ल: "l", व: "v", श: "s", ष: "s", स: "s", ह: "h",
};
/** The long a and the one that is spoken and not written are left out, because people write either as a, as aa, or not at all. */
const VOWELS: Readonly<Record<string, string>> = {
  अ: "a", आ: "a", इ: "i", ई: "i", उ: "u", ऊ: "u", ऋ: "ri", ए: "e", ऐ: "e", ऑ: "o", ओ: "o", औ: "o",
  "ि": "i", "ी": "i", "ु": "u", "ू": "u", "ृ": "ri", "े": "e", "ै": "e", "ॉ": "o", "ो": "o", "ौ": "o", "ं": "n", "ँ": "n",
};
/** One sound in several writings. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/sh/g, "s"], [/chh/g, "ch"], [/ph/g, "f"], [/w/g, "v"], [/z/g, "j"], [/q/g, "k"], [/x/g, "ks"], [/c(?!h)/g, "k"],
  [/ee/g, "i"], [/oo/g, "u"], [/a[iy]/g, "e"], [/a[uo]|ow/g, "o"],
];

/** What is left of a word of either script, in small letters and without dots below; empty where that is too little to tell words apart. */
export function skeleton(word: string): string {
  const latin = [...word].map((sign) => CONSONANTS[sign] ?? VOWELS[sign] ?? (/\p{M}/u.test(sign) ? "" : sign)).join("");
  const alike = ALIKE.reduce((text, [from, to]) => text.replace(from, to), latin);
  const bare = (alike[0] ?? "") + alike.slice(1).replace(/a/g, "");
  const short = bare.replace(/(.)\1+/g, "$1");
  return short.length < 3 ? "" : short;
}
