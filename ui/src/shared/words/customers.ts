// Customers in words.
import { m } from "../../paraglide/messages.js";

/** The name, or "Customer 12" where there is none. */
export function customerName(id: number, name: string): string {
  return name === "" ? m.customer_nameless({ id }) : name;
}
