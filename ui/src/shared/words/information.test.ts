import { expect, test } from "vitest";
import type { Problem } from "../../platform/counter";
import { keyProblem } from "./information";

test("an_information_company_without_a_key_is_not_told_of_as_one_that_sells", () => {
  const wrong: Problem = { kind: "credential_has_control_character", data: { key: "key" } };
  expect(keyProblem([{ kind: "base_address_wrong" }, { kind: "credential_missing", data: { key: "key" } }])).toContain("type any word");
  expect(keyProblem([wrong])).toBe(wrong);
  expect(keyProblem([{ kind: "base_address_wrong" }])).toBeNull();
});
