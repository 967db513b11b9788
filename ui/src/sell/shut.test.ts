import { beforeEach, expect, test } from "vitest";
import type { Counter, CounterNow, Problem } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { formWords } from "./shut";

type Closed = Record<string, string | null>;

const first: Problem = { kind: "provider_closed", data: { provider: "a1topup", closing: "never_read", said: null } };

/** A counter whose providers all sell Airtel; `closed` has why one of them gets no new sales. */
function stand(mode: "practice" | "real", closed: Closed, missing: string[] = []): void {
  const slugs = Object.keys(closed);
  house.counter = {
    settings: { mode },
    providers: slugs.map((slug) => ({ slug, name: slug.toUpperCase() })),
    operators: [{ id: "airtel", sold_by: slugs }],
    logins: { missing: missing.map((provider) => ({ provider, name: provider, waiting: 0 })), found: [] },
  } as unknown as Counter;
  house.now = { wallets: slugs.map((provider) => ({ provider, closed: closed[provider] })) } as unknown as CounterNow;
}

beforeEach(() => stand("practice", { a1topup: "never_read", inspay: "web_page" }));

test("where_all_are_closed_each_is_named_with_its_reason", () => {
  const told = formWords(first, "airtel");
  expect(told).toContain("A1TOPUP: wallet not read yet · INSPAY: a web page answers there");
  stand("real", { a1topup: "never_read", inspay: null }, ["inspay"]);
  expect(formWords(first, "airtel")).toContain("A1TOPUP: wallet not read yet · INSPAY: login missing");
});

test("where_one_is_open_nothing_is_said_of_all", () => {
  stand("practice", { a1topup: "never_read", inspay: null });
  expect(formWords(first, "airtel")).toContain("The A1TOPUP wallet was not read yet");
  stand("practice", { a1topup: "never_read" });
  expect(formWords(first, "airtel")).toContain("The A1TOPUP wallet was not read yet");
  expect(formWords({ kind: "no_provider_connected" }, "airtel")).toContain("Connect one in Settings");
});

test("it_leads_to_the_wallets_of_the_mode", () => {
  expect(formWords(first, "airtel")).toContain("Wallets → Read now in Settings");
  expect(formWords(first, null)).toContain("Wallets → Read now in Settings");
  stand("real", { a1topup: "never_read", inspay: "web_page" });
  expect(formWords(first, "airtel")).toContain("Check balance in Settings");
  expect(formWords(first, null)).toContain("Check balance in Settings");
});
