import { expect, test } from "vitest";
import { doubtWords } from "./doubt";

const sum = (paise: number): string => `₹ ${paise / 100}`;

test("the_line_says_what_is_strange_and_what_was_typed", () => {
  expect(doubtWords({ kind: "number_never", most_paise: 39900 }, "Airtel", "₹ 2,990", sum)).toBe("This number never took more than ₹ 399; you typed ₹ 2,990.");
  expect(doubtWords({ kind: "ten_times", tenth_paise: 29900, sales: 120 }, "Airtel", "₹ 2,990", sum)).toBe("Airtel ₹ 299 was sold here 120 times; you typed ₹ 2,990.");
  expect(doubtWords({ kind: "operator_never", most_paise: 71900 }, "Airtel", "₹ 7,190", sum)).toBe("Airtel was never sold here for more than ₹ 719; you typed ₹ 7,190.");
  expect(doubtWords({ kind: "like_plan", plan_paise: 29900 }, "Airtel", "₹ 2,990", sum)).toBe("₹ 2,990: no plan you know. ₹ 299 is one.");
  expect(doubtWords({ kind: "like_usual", usual_paise: 29900 }, "Airtel", "₹ 2,990", sum)).toBe("₹ 2,990 is not usual for Airtel. ₹ 299 is.");
});
