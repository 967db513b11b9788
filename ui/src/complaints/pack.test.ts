import { afterEach, expect, test, vi } from "vitest";
import { commands } from "../platform/counter";
import type { ComplaintPackView } from "../platform/counter";
import { PackText } from "./pack.svelte";

afterEach(() => vi.restoreAllMocks());

const pack = (whole: string): ComplaintPackView => ({ whole, short: whole }) as ComplaintPackView;

test("the_language_that_was_chosen_last_is_shown_whichever_text_comes_last", async () => {
  const come: Record<string, () => void> = {};
  vi.spyOn(commands, "complaintText").mockImplementation(async (_complaint, tongue) => {
    await new Promise<void>((resolve) => (come[tongue] = resolve));
    return { status: "ok", data: pack(tongue) };
  });
  const text = new PackText();
  const [first, second] = [text.read(12, "en"), text.read(12, "hi")];
  come.hi?.();
  await second;
  come.en?.();
  await first;
  expect(text.shown).toEqual({ pack: pack("hi"), tongue: "hi" });
});

test("a_text_that_is_refused_leaves_none_in_another_language", async () => {
  vi.spyOn(commands, "complaintText").mockResolvedValueOnce({ status: "ok", data: pack("en") }).mockResolvedValueOnce({ status: "error", error: { kind: "not_allowed_now" } });
  const text = new PackText();
  await text.read(12, "en");
  await text.read(12, "hi");
  expect([text.shown, text.problem]).toEqual([null, { kind: "not_allowed_now" }]);
});
