import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { commands } from "../platform/counter";
import type { PrintJobView, PrintedJob, Problem, SlipOf } from "../platform/counter";
import { dotsOf, pageRule } from "./paper.svelte";
import { Printer } from "./printing.svelte";
import { keyOf, slip, slipOfMoneyBack, slipOfSale } from "./slip.svelte";
import { jobWords, printWords, tongues } from "./words";

const paperOut: Problem = { kind: "printer_trouble", data: { trouble: { kind: "paper_out" } } };

function job(job_id: number, of: SlipOf, state: PrintJobView["state"], problem: Problem | null = null): PrintJobView {
  return { job_id, slip: of, service: "prepaid", number: "9876543210", who: null, amount_paise: 29_900, state, made_at_ms: 0, problem };
}

type Behind = { queue: PrintJobView[]; printed: PrintedJob[]; asked: string[] };

/** The counter behind the window: what is in its queue, what came of it, and what it was asked for. */
function counter(queue: PrintJobView[] = []): Behind {
  const behind: Behind = { queue, printed: [], asked: [] };
  const now = () => ({ status: "ok" as const, data: { jobs: behind.queue, printed: [...behind.printed] } });
  vi.spyOn(commands, "printJobs").mockImplementation(async () => now());
  vi.spyOn(commands, "printSlip").mockImplementation(async (of, languages) => {
    behind.asked.push(["print", keyOf(of), ...languages].join(" "));
    // With nothing in its queue the printer is quick.
    if (behind.queue.length === 0) behind.printed.push({ job_id: 100 + behind.printed.length, slip: of });
    return { status: "ok", data: null };
  });
  vi.spyOn(commands, "answerJobs").mockImplementation(async (ids, answer) => {
    behind.asked.push(`${ids.join(" ")} ${answer}`);
    const answered = behind.queue.filter((each) => ids.includes(each.job_id));
    if (answer !== "print") behind.queue = behind.queue.filter((each) => !answered.includes(each));
    if (answer === "on_paper") behind.printed.push(...answered.map(({ job_id, slip }) => ({ job_id, slip })));
    return now();
  });
  return behind;
}

/** It comes out of the printer. */
function comes(behind: Behind): void {
  behind.printed.push(...behind.queue.map(({ job_id, slip }) => ({ job_id, slip })));
  behind.queue = [];
}

function withPrinter(): Printer {
  const printer = new Printer();
  printer.settings = { printer: { carrier: { kind: "device", data: { path: "/dev/usb/lp0" } }, name: "Till", dots: 384, manner: { band_rows: 128, pause_ms: 0, feed_dots: 120, cut: "none", density: "normal", head: "usual" }, drawer: null, copies: 1 } };
  return printer;
}

const said = (printer: Printer, of: SlipOf): string => printWords(printer.jobOf(of), printer.wentOf(of));

beforeEach(() => {
  vi.useFakeTimers();
  slip.open = null;
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

test("without_a_printer_the_slip_comes_on_the_screen_and_nothing_is_printed", async () => {
  const behind = counter();
  await new Printer().print(slipOfSale(7));
  expect(slip.open).toEqual(slipOfSale(7));
  expect(behind.asked).toEqual([]);
});

test("a_slip_is_printed_at_once_and_says_so_for_a_while", async () => {
  const [behind, printer] = [counter(), withPrinter()];
  await printer.refresh();
  const printing = printer.print(slipOfSale(7), ["hi"]);
  expect(said(printer, slipOfSale(7))).toBe("Printing…");
  await printing;
  expect(behind.asked).toEqual(["print sale sale_id 7 hi"]);
  expect(said(printer, slipOfSale(7))).toBe("Printed");
  expect(printer.spoken).toBe("Printed");
  expect(said(printer, slipOfSale(8))).toBe("");
  vi.advanceTimersByTime(30_000);
  expect(said(printer, slipOfSale(7))).toBe("");
});

test("without_paper_it_waits_is_not_put_there_twice_and_is_printed_when_it_left_the_queue", async () => {
  const [behind, printer] = [counter([job(1, slipOfSale(7), "waiting", paperOut)]), withPrinter()];
  await printer.print(slipOfSale(7));
  expect(said(printer, slipOfSale(7))).toBe("Out of paper: it prints as soon as there is paper");
  await printer.print(slipOfSale(7));
  expect(behind.asked).toEqual(["print sale sale_id 7"]);
  comes(behind);
  await printer.refresh();
  expect(said(printer, slipOfSale(7))).toBe("Printed");
});

test("what_may_be_on_paper_is_printed_again_by_a_person_alone", async () => {
  const [behind, printer] = [counter([job(1, slipOfSale(7), "may_be_on_paper", paperOut)]), withPrinter()];
  await printer.refresh();
  expect(said(printer, slipOfSale(7))).toBe("Is it on paper? See above.");
  await printer.print(slipOfSale(7));
  expect(behind.asked).toEqual(["1 print"]);
});

test("what_was_thrown_away_is_not_called_printed", async () => {
  const [behind, printer] = [counter([job(1, slipOfSale(7), "held"), job(2, slipOfSale(8), "may_be_on_paper")]), withPrinter()];
  await printer.refresh();
  for (const answer of ["throw_away", "on_paper"] as const) await printer.answer(behind.queue.slice(0, 1), answer);
  expect(said(printer, slipOfSale(7))).toBe("");
  expect(said(printer, slipOfSale(8))).toBe("Printed");
});

test("a_slip_that_was_printed_by_itself_before_anybody_looked_says_so_and_one_of_yesterday_does_not", async () => {
  const [behind, printer] = [counter(), withPrinter()];
  behind.printed.push({ job_id: 1, slip: slipOfSale(6) });
  await printer.refresh();
  expect(said(printer, slipOfSale(6))).toBe("");
  behind.printed.push({ job_id: 2, slip: slipOfSale(7) });
  await printer.refresh();
  expect([said(printer, slipOfSale(6)), said(printer, slipOfSale(7)), printer.spoken]).toEqual(["", "Printed", "Printed"]);
  // Once, and not with each look.
  vi.advanceTimersByTime(30_000);
  await printer.refresh();
  expect(said(printer, slipOfSale(7))).toBe("");
});

test("the_other_ledger_has_another_queue", async () => {
  const [behind, printer] = [counter([job(1, slipOfSale(7), "waiting", paperOut)]), withPrinter()];
  await printer.refresh();
  behind.queue = [];
  await printer.changeLedger();
  expect(printer.jobs).toEqual([]);
  expect(said(printer, slipOfSale(7))).toBe("");
});

test("a_refusal_stands_beside_the_button_and_a_printer_that_is_gone_opens_the_slip", async () => {
  const printer = withPrinter();
  counter();
  vi.spyOn(commands, "printSlip").mockImplementation(async () => ({ status: "error", error: { kind: "print_queue_full" } }));
  await printer.print(slipOfSale(7));
  expect(said(printer, slipOfSale(7))).toMatch(/^Too many slips wait/);
  vi.spyOn(commands, "printing").mockImplementation(async () => ({ status: "ok", data: {} }));
  vi.spyOn(commands, "printSlip").mockImplementation(async () => ({ status: "error", error: { kind: "printer_missing" } }));
  await printer.print(slipOfSale(8));
  expect(slip.open).toEqual(slipOfSale(8));
  expect(said(printer, slipOfSale(8))).toBe("");
});

test("a_slip_is_told_by_what_it_is_about", () => {
  expect(jobWords(job(1, slipOfSale(7), "held"))).toBe("₹ 299, 98765 43210");
  expect(jobWords(job(1, slipOfMoneyBack(7), "held"))).toBe("Money given back: ₹ 299, 98765 43210");
  const apart = { service: null, number: null, amount_paise: null } as const;
  const statement: SlipOf = { kind: "statement", data: { customer: 2, from: "", to: "" } };
  expect(jobWords({ ...job(1, statement, "held"), ...apart })).toBe("Statement");
  expect(jobWords({ ...job(1, statement, "held"), ...apart, who: "Ramesh" })).toBe("Statement: Ramesh");
  expect(jobWords({ ...job(1, { kind: "voucher", data: { row: 3 } }, "held"), ...apart, amount_paise: 50_000 })).toBe("Voucher: ₹ 500");
  expect(jobWords({ ...job(1, { kind: "close", data: { number: 4 } }, "held"), ...apart })).toContain("4");
  // The number of a dish is no mobile number.
  expect(jobWords({ ...job(1, slipOfSale(7), "held"), service: "dth", number: "3012345678" })).toBe("₹ 299, 3012 3456 78");
  expect(keyOf({ kind: "statement", data: { customer: 2, from: "", to: "1" } })).not.toBe(keyOf({ kind: "statement", data: { customer: 2, from: "1", to: "" } }));
});

test("a_slip_speaks_one_language_or_both", () => {
  expect(tongues).toEqual([["en"], ["hi"], ["en", "hi"]]);
});

test("a_roll_is_as_long_as_its_slip_and_a_sheet_is_a_sheet", () => {
  expect(pageRule("58", 800)).toBe("@page { size: 58mm 110mm; margin: 0; } @media print { :root { --paper-edge: 5mm; } }");
  expect(pageRule("80", 801)).toBe("@page { size: 80mm 109mm; margin: 0; } @media print { :root { --paper-edge: 4mm; } }");
  expect(pageRule("a4", 800)).toBe("@page { size: A4; margin: 0; } @media print { :root { --paper-edge: 15mm; } }");
  // What is printed fits between the edges.
  expect([dotsOf("58") / 8, dotsOf("80") / 8]).toEqual([58 - 10, 80 - 8]);
});
