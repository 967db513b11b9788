// What the services desk earned today: of applications, accounts and checks. A load of the shop's own wallet earns nothing.
import { ask, commands } from "../platform/counter";
import type { SalesFilter } from "../platform/counter";

const TODAY: SalesFilter = { period: { kind: "today" }, outcomes: [], services: ["pan_card", "bank_account", "aadhaar_check"], operators: [], companies: [], payments: [], customer: null, least: "", most: "", needs_attention: false };

/** Null while it cannot be told. */
export async function earnedToday(): Promise<number | null> {
  const answer = await ask(() => commands.dayBook(TODAY));
  return answer.status === "ok" ? answer.data.earned_paise : null;
}
