import { expect, test } from "vitest";
import type { Carrier, Printer, Problem } from "../../platform/counter";
import { Draft, isSameWay, likelyPaper } from "./draft.svelte";
import { addressOf, widthOf } from "./words";

const carriers: Carrier[] = [
  { kind: "network", data: { host: "192.168.1.50", port: 9100 } },
  { kind: "spooler", data: { queue: "Receipt" } },
  { kind: "device", data: { path: "/dev/usb/lp0" } },
  { kind: "serial", data: { port: "COM3", baud: 19_200 } },
];

function printer(carrier: Carrier): Printer {
  return { carrier, name: "Till", dots: 512, manner: { band_rows: 128, pause_ms: 30, feed_dots: 80, cut: "full", density: "darker", head: "small" }, drawer: "five", copies: 2 };
}

test("a_printer_that_is_changed_stays_what_it_is_until_something_is_typed", () => {
  for (const carrier of carriers) {
    const input = Draft.of(printer(carrier)).input;
    const typed = Object.fromEntries(Object.entries(carrier.data).map(([key, value]) => [key, String(value)]));
    expect(input.carrier).toEqual({ kind: carrier.kind, data: typed });
    expect(input).toMatchObject({ name: "Till", dots: "512", copies: "2", pause_ms: "30", feed_dots: "80", cut: "full", density: "darker", head: "small", drawer: "five" });
  }
});

test("a_name_that_nobody_gave_goes_with_the_address", () => {
  for (const [at, name] of ["192.168.1.50", "Receipt", "/dev/usb/lp0", "COM3"].entries()) {
    expect(Draft.of({ ...printer(carriers[at] as Carrier), name }).input.name).toBe("");
    expect(Draft.found({ carrier: carriers[at] as Carrier, name }).input.name).toBe("");
  }
  expect(Draft.found({ carrier: carriers[1] as Carrier, name: "EPSON TM-T82" }).input.name).toBe("EPSON TM-T82");
});

test("one_click_takes_a_found_printer_with_the_paper_that_it_likely_has", () => {
  const found = (name: string) => Draft.found({ carrier: carriers[1] as Carrier, name }).input;
  expect(found("EPSON TM-T82")).toMatchObject({ dots: "576", cut: "partial", drawer: null, copies: "1" });
  expect(found("POS-58")).toMatchObject({ dots: "384", cut: "none" });
  // Too narrow can be read; too wide is cut off.
  expect(likelyPaper("Receipt")).toBe("58");
});

test("paper_is_chosen_by_its_width_or_typed_in_dots", () => {
  const draft = new Draft();
  draft.dots = "420";
  for (const [paper, dots] of [["58", "384"], ["80", "576"], ["own", "420"]] as const) {
    draft.paper = paper;
    expect(draft.input.dots).toBe(dots);
  }
  expect([widthOf(384), widthOf(576), widthOf(420)]).toEqual(["58 mm", "80 mm", "420 dots"]);
});

test("the_chosen_printer_is_not_offered_again", () => {
  for (const [at, one] of carriers.entries()) for (const [place, other] of carriers.entries()) expect(isSameWay(one, other)).toBe(at === place);
  expect(isSameWay({ kind: "serial", data: { port: "COM3", baud: 9600 } }, carriers[3] as Carrier)).toBe(true);
  expect(carriers.map(addressOf)).toEqual(["192.168.1.50:9100", "Receipt", "/dev/usb/lp0", "COM3"]);
});

test("a_problem_stands_beside_its_field_and_what_is_folded_away_is_opened", () => {
  const draft = new Draft();
  draft.problems = [{ kind: "printer", data: { field: "host" } }];
  expect([draft.at("host")?.kind, draft.at("port"), draft.whole, draft.isWrongInside]).toEqual(["printer", null, null, false]);
  const silent: Problem = { kind: "printer_trouble", data: { trouble: { kind: "no_answer" } } };
  draft.problems = [{ kind: "printer", data: { field: "copies" } }, silent];
  expect([draft.isWrongInside, draft.whole]).toEqual([true, silent]);
});
