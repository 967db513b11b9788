import { expect, test } from "vitest";
import { emptyFilter } from "../shared/state/sales-filter";
import { emptyWords } from "./empty";

test("an_empty_list_says_of_which_days_it_is", () => {
  const all = emptyFilter({ kind: "always" });
  expect(emptyWords(emptyFilter({ kind: "today" }), false).title).toBe("No sales on this day");
  expect(emptyWords(emptyFilter({ kind: "this_week" }), true).title).toBe("No sales on these days");
  expect(emptyWords(all, true).title).toBe("Nothing was sold yet");
  expect(emptyWords({ ...all, operators: ["jio"] }, true).title).toBe("No sale fits");
});
