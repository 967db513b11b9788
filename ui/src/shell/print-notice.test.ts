import { render } from "svelte/server";
import { afterEach, expect, test } from "vitest";
import type { PrintJobView, Problem } from "../platform/counter";
import { printer } from "../receipt/printing.svelte";
import { slipOfSale } from "../receipt/slip.svelte";
import DropSlips from "./DropSlips.svelte";
import PrintNotice from "./PrintNotice.svelte";

const paperOut: Problem = { kind: "printer_trouble", data: { trouble: { kind: "paper_out" } } };

function job(job_id: number, state: PrintJobView["state"], problem: Problem | null = null): PrintJobView {
  return { job_id, slip: slipOfSale(job_id), service: "prepaid", number: "9876543210", who: null, amount_paise: 29_900, state, made_at_ms: 1_795_170_000_000, problem };
}

/** The notices as they read, with each button in brackets. */
function told(jobs: PrintJobView[]): string {
  printer.jobs = jobs;
  return plain(render(PrintNotice).body);
}

function plain(body: string): string {
  const page = body.replace(/<(button|a )[^>]*>/g, "[").replace(/<\/(button|a)>/g, "]");
  return page.replace(/<!--[\s\S]*?-->|<[^>]+>/g, "").replace(/\s+/g, " ").trim();
}

afterEach(() => {
  printer.jobs = [];
});

test("nothing_is_said_of_slips_that_are_on_their_way", () => {
  expect(told([])).toBe("");
  expect(told([job(1, "printing"), job(2, "waiting")])).toBe("");
});

test("slips_that_wait_are_told_with_their_trouble_once", () => {
  expect(told([job(1, "waiting", paperOut), job(2, "waiting", paperOut)])).toBe("The printer is out of paper. Put a new roll in. 2 slips wait. [Printer] [Throw away]");
  expect(told([job(1, "waiting", paperOut)])).toContain("1 slip waits.");
});

test("what_a_person_has_to_decide_comes_first_and_one_at_a_time", () => {
  const all = [job(1, "waiting", paperOut), job(2, "held"), job(3, "may_be_on_paper", { kind: "printer_trouble", data: { trouble: { kind: "lost" } } }), job(4, "may_be_on_paper")];
  expect(told(all)).toBe("Is this slip on paper? ₹ 299, 98765 43210 The printer went away in the middle of a slip. Look at the paper. Then 1 more slip. [Print again] [It is on paper] [Throw away]");
  expect(told(all.slice(0, 2))).toMatch(/^1 slip waits since .*\. Print it now\? \[Print it\] \[Throw away\]$/);
});

test("what_is_thrown_away_is_named_first_with_its_kind_what_it_is_about_and_when", () => {
  const apart = { service: null, number: null, amount_paise: 50_000 } as const;
  const jobs = [job(1, "held"), job(2, "held"), { ...job(3, "held"), ...apart, slip: { kind: "voucher", data: { row: 3 } } } as PrintJobView];
  // The second one was printed meanwhile.
  printer.jobs = [jobs[0]!, jobs[2]!];
  const words = plain(render(DropSlips, { props: { jobs, ondrop: () => undefined, onclose: () => undefined } }).body);
  expect(words).toMatch(/^Throw these 2 slips away\? Receipt ₹ 299, 98765 43210 · \d+ \w+, \d+:\d\d\s[AP]MVoucher ₹ 500 · \d+ \w+, \d+:\d\d\s[AP]M A slip that is thrown away is not printed\. .* \[No, leave it EnterEsc\] \[Throw away F4\]$/);
});

test("what_could_not_be_made_is_not_said_to_be_on_paper", () => {
  expect(told([job(1, "not_made", { kind: "slip_not_made" })])).toBe("Not printed: ₹ 299, 98765 43210 This slip could not be made. Print it again, or throw it away. [Print again] [Throw away]");
});
