// Customers in words.
import { m } from "../../paraglide/messages.js";
import { language } from "../state/language.svelte";
import { groupNumber } from "./number";
import { dayMonthYearOf } from "./time";

type Called = { name: string; since_ms: number } & ({ number: string } | { numbers: string[] });

/** The name; where there is none the number, and where that is not known either "Customer of 20 Nov 2026". */
export function customerName(customer: Called): string {
  if (customer.name !== "") return customer.name;
  const number = "number" in customer ? customer.number : (customer.numbers[0] ?? "");
  return number === "" ? customerOfDay(customer.since_ms) : groupNumber("prepaid", number);
}

/** What the books call a customer without name and number. */
export function customerOfDay(sinceMs: number): string {
  return m.customer_nameless({ day: dayMonthYearOf(sinceMs, language()) });
}
