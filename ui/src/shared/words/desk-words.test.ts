import { afterEach, expect, test } from "vitest";
import type { DeskFault, DeskField, Problem } from "../../platform/counter";
import { accessStateWords, deskFieldWords, deskSentences, faultWords } from "./desk-words";
import { speak } from "../state/language.svelte";
import { problemWords } from "./problem-words";

const fields = Object.keys(deskFieldWords) as DeskField[];
const faults: Record<DeskFault, true> = {
  missing: true, wrong_form: true, too_long: true, has_dots: true, one_word: true, has_spaces: true, strange_sign: true, no_such_day: true, in_future: true,
  too_young: true, too_short: true, mistyped: true, same_as_agent: true, not_this_order: true,
};

afterEach(() => speak("en"));

test.each(["en", "hi"] as const)("every_fault_of_every_field_has_a_sentence_in_%s", (language) => {
  speak(language);
  for (const field of fields) {
    for (const fault of Object.keys(faults) as DeskFault[]) {
      const words = faultWords(field, fault);
      expect(words).toMatch(language === "hi" ? /[\u0900-\u097f].*[।]$/ : /^[A-Z“].*(\.|example\.in)$/);
      expect(words).not.toMatch(/undefined|[{}]/);
    }
  }
});

test("what_matters_has_a_sentence_of_its_own", () => {
  expect(faultWords("pan", "wrong_form")).toBe("A PAN is five letters, four digits and a letter, like the ones on the card.");
  expect(faultWords("agent_pan", "too_short")).toBe(faultWords("pan", "wrong_form"));
  expect(faultWords("first_name", "has_dots")).toBe("Write the name in full, as on the PAN card, without dots.");
  expect(faultWords("last_name", "missing")).toContain("last name");
  expect(faultWords("email", "has_spaces")).not.toBe(faultWords("email", "wrong_form"));
  expect(faultWords("aadhaar", "mistyped")).not.toBe(faultWords("aadhaar", "wrong_form"));
  expect(faultWords("charge", "too_long")).toBe("At most ₹ 1,00,000.");
  expect(faultWords("city", "missing")).toBe("Fill in “City”.");
});

test("the_tries_that_are_left_are_counted", () => {
  expect(problemWords({ kind: "otp_wrong", data: { left: 2 } })).toContain("2 tries left");
  expect(problemWords({ kind: "otp_wrong", data: { left: 1 } })).toContain("1 try left");
});

test("a_problem_of_a_recharge_is_none_of_the_desk", () => {
  const kinds: Problem["kind"][] = Object.keys(deskSentences) as (keyof typeof deskSentences)[];
  expect(kinds).not.toContain("operator_missing");
  expect(kinds).toContain("qr_missing");
});

test("the_state_of_an_account_is_not_shouted", () => {
  expect(["ACTIVE", "INACTIVE", "SUSPENDED", "On hold", ""].map(accessStateWords)).toEqual(["Active", "Not active", "Suspended", "On hold", ""]);
  speak("hi");
  expect(accessStateWords("ACTIVE")).toBe("चालू");
});
