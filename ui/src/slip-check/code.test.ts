import { expect, test } from "vitest";
import { isSlipText } from "./code";

test("a_code_and_the_twelve_signs_are_known_wherever_they_are_scanned", () => {
  for (const text of ["GALLA1*K7QX2M000017*29900*DONE*1795199400*6HTGZ6*H5P0", "galla1*k7qx", "Your slip: GALLA1*K7QX2M", "0001-2abc-9xyz", " 0001-2ABC-9XYZ\n"]) expect(isSlipText(text), text).toBe(true);
});

test("numbers_and_order_ids_are_none", () => {
  for (const text of ["", "98765 43210", "K7QX2M000017", "GALLA-Z7:2345-6789-ABCD-EFGH", "2345-6789-ABCD-EFGH", "GALLA1", "UP80BT4471"]) expect(isSlipText(text), text).toBe(false);
});
