import { expect, test } from "vitest";
import { overwriteGetLocale } from "../../paraglide/runtime.js";
import { refusal } from "./refused";

const of = (words: string | null): string | null => refusal({ problem: null, words, provider: "INSPAY" }).said;

test("plain_words_are_read_and_others_are_not_guessed_at", () => {
  for (const words of ["Invalid number", "invalid Mobile Number", "9002=Invalid Mobile Number", "Invalid Consumer No.", "Invalid number · recharge failed", "Mobile number is invalid"]) expect(of(words)).toContain("the number is not right");
  for (const words of ["Invalid amount", "Invalid Recharge Amount", "9004=Invalid Transaction Amount"]) expect(of(words)).toContain("this amount is not taken");
  for (const words of ["Invalid operatorcode", "Invalid Operator Code", "Invalid opcode", "Invalid circlecode"]) expect(of(words)).toContain("the code of the operator");
  for (const words of ["Operator is down", "Service unavailable"]) expect(of(words)).toContain("cannot be reached now");
  for (const words of ["9008=Invalid Transaction Reference Number", "Invalid token number", "2=Failed", "Not an invalid number", "Repeat recharge"]) expect(of(words)).toBe("INSPAY did not take it.");
});

test("the_screens_own_words_come_first_in_its_language_and_the_companys_are_a_quote", () => {
  overwriteGetLocale(() => "hi");
  for (const words of ["Invalid number", "Invalid amount", "Invalid opcode", "Operator down", "Something else"]) {
    const why = refusal({ problem: { kind: "provider_says", data: { words } }, words, provider: "INSPAY" });
    expect(why.said?.replace("INSPAY", "")).toMatch(/[\u0900-\u097f]/);
    expect(why.said).not.toMatch(/invalid|operator|something/i);
    expect(why.words).toBe(`“${words}”`);
  }
  overwriteGetLocale(() => "en");
});

test("what_a_sentence_quotes_already_is_not_quoted_twice", () => {
  const refused = { kind: "credentials_refused" as const, data: { words: "Invalid token" } };
  expect(refusal({ problem: refused, words: "Invalid token", provider: "INSPAY" }).words).toBeNull();
  expect(refusal({ problem: refused, words: "Login failed", provider: "INSPAY" }).words).toBe("“Login failed”");
  expect(refusal({ problem: null, words: " ", provider: "INSPAY" })).toEqual({ said: null, words: null });
  expect(refusal({ problem: { kind: "provider_says", data: { words: "Invalid number" } }, words: null, provider: "INSPAY" }).words).toBe("“Invalid number”");
});
