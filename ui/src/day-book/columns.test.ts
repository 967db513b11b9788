import { expect, test } from "vitest";
import { columnsAt, sortedBy } from "./columns";

test("columns_fold_away_where_there_is_no_room", () => {
  const at = (width: number) => columnsAt(width).map((column) => column.order).join(" ");
  expect(at(520)).toBe("time number amount outcome");
  expect(at(800)).toBe("time number provider payment amount outcome");
  expect(at(1500)).toBe("time number customer operator provider payment amount earned outcome");
  for (const column of columnsAt(0)) expect(column.from).toBe(0);
});

test("a_column_is_sorted_by_its_usual_side_first_and_then_the_other_way_round", () => {
  const newest = { order: "time", is_rising: false } as const;
  expect(sortedBy("amount", newest)).toEqual({ order: "amount", is_rising: false });
  expect(sortedBy("amount", sortedBy("amount", newest))).toEqual({ order: "amount", is_rising: true });
  expect(sortedBy("operator", newest)).toEqual({ order: "operator", is_rising: true });
  expect(sortedBy("time", { order: "operator", is_rising: true })).toEqual(newest);
});
