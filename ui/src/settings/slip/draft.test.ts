import { afterEach, expect, test, vi } from "vitest";
import { commands } from "../../platform/counter";
import type { DesignFault, Problem } from "../../platform/counter";
import { problemWords } from "../../shared/words/problem-words";
import { DesignDraft, plain } from "./draft.svelte";
import type { Whole } from "./draft.svelte";

const tooLong: DesignFault = { kind: "too_long", data: { lines: 5, lines_most: 4, signs: 170, signs_most: 240 } };
const wrong = (field: "gstin" | "logo" | "footer"): Problem => ({ kind: "design", data: { field, fault: field === "gstin" ? { kind: "mistyped" } : tooLong } });

/** The counter's answer comes when it is let go. */
function slow(): { sent: Whole[]; answer: (problems?: Problem[]) => Promise<void> } {
  const sent: Whole[] = [];
  let let_go: (problems: Problem[]) => void = () => undefined;
  vi.spyOn(commands, "saveDesign").mockImplementation(async (design) => {
    sent.push(design as Whole);
    const problems = await new Promise<Problem[]>((resolve) => { let_go = resolve; });
    return problems.length === 0 ? { status: "ok", data: { design } } : { status: "error", error: problems };
  });
  return {
    sent,
    async answer(problems = []) {
      let_go(problems);
      await new Promise((resolve) => setTimeout(resolve, 0));
    },
  };
}

function known(design: Partial<Whole> = {}): DesignDraft {
  const draft = new DesignDraft();
  draft.take({ ...plain, ...design });
  return draft;
}

afterEach(() => vi.restoreAllMocks());

test("what_was_typed_stays_when_the_screen_is_opened_again", async () => {
  const draft = known({ footer: "Thank you" });
  draft.edit({ header: "Mobile" });
  vi.spyOn(commands, "printing").mockResolvedValue({ status: "ok", data: { design: { ...plain, footer: "Thank you" } } });
  await draft.load();
  expect([draft.now.header, draft.now.footer, draft.isChanged]).toEqual(["Mobile", "Thank you", true]);
  draft.undo();
  expect([draft.now.header, draft.isChanged]).toEqual(["", false]);
  vi.spyOn(commands, "printing").mockResolvedValue({ status: "ok", data: { design: { footer: "Bye" } } });
  await draft.load();
  expect([draft.now.footer, draft.now.code]).toEqual(["Bye", true]);
});

test("what_is_typed_while_it_is_saved_is_not_lost_and_not_called_saved", async () => {
  const counter = slow();
  const draft = known();
  draft.edit({ header: "One" });
  const saving = draft.save();
  draft.edit({ header: "One and two" });
  await counter.answer();
  await saving;
  expect(counter.sent.map((design) => design.header)).toEqual(["One"]);
  expect([draft.now.header, draft.isSaved, draft.isChanged]).toEqual(["One and two", false, true]);
});

test("a_refused_field_says_so_until_it_is_changed", async () => {
  const counter = slow();
  const draft = known();
  draft.edit({ gstin: "27X", footer: "long" });
  const saving = draft.save();
  await counter.answer([wrong("gstin"), wrong("footer"), { kind: "disk_full" }]);
  await saving;
  expect(draft.others.map((problem) => problem.kind)).toEqual(["disk_full"]);
  draft.edit({ gstin: "27Y" });
  expect([draft.problemOf("gstin"), draft.problemOf("footer"), draft.now.footer]).toEqual([null, wrong("footer"), "long"]);
  expect(draft.isSaved).toBe(false);
});

test("what_is_too_long_says_how_much_fits", () => {
  expect(problemWords(wrong("footer"))).toBe("Too long for a slip. Lines: 5, at most 4. Characters: 170, at most 240.");
});

test("lines_are_left_out_and_shown_again", () => {
  const draft = known({ hidden: ["phone", "provider"] });
  draft.show("address", false);
  draft.show("phone", true);
  expect([draft.now.hidden, draft.shows("phone"), draft.shows("address")]).toEqual([["provider", "address"], true, false]);
  draft.show("address", true);
  draft.show("phone", false);
  // The same lines in another order are no change.
  expect(draft.isChanged).toBe(false);
});

test("a_large_file_is_refused_before_it_is_sent_and_leaves_the_logo", async () => {
  const asked = vi.spyOn(commands, "readLogo");
  const draft = known({ logo: "old" });
  await draft.choose({ size: 3_000_000 } as File);
  expect(asked).not.toHaveBeenCalled();
  expect([draft.problemOf("logo"), draft.now.logo]).toEqual([{ kind: "design", data: { field: "logo", fault: { kind: "file_too_large" } } }, "old"]);
  draft.edit({ logo: null });
  expect(draft.problemOf("logo")).toBe(null);
});
