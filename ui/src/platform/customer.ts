// The way to the customer's window, in at its ear alone: it hears what to show, and there is nothing that it could say or ask.
import { events } from "../bindings";
import type { CustomerSight } from "../bindings";

export type { CustomerSight } from "../bindings";

export function onCustomerShown(heard: (sight: CustomerSight) => void): Promise<() => void> {
  return events.customerShown.listen((event) => heard(event.payload.sight));
}
