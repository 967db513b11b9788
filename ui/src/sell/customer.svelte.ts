// Follows what the customer may see of this window, for as long as anybody is shown it.
import { second } from "../customer-screen/second.svelte";
import { shownCode } from "../pay/shown.svelte";
import type { CustomerSight } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { language } from "../shared/state/language.svelte";
import { looks } from "../shared/state/look.svelte";
import { route } from "../shared/state/route.svelte";
import { forCustomer } from "./for-customer";
import { form } from "./here.svelte";

/** What the customer sees now. */
export function customerSight(): CustomerSight {
  const shown = { shop: house.counter?.settings?.shop_name ?? "", language: language(), dark: looks.isDark, practice: house.practice };
  return forCustomer(shown, { form, code: shownCode.code, at: route.screen, nameOf: (operator) => house.operatorName(operator) });
}

/** Whether the strip asks or doubts: who sells has to read that before a key means anything. */
export function hasToBeRead(): boolean {
  return form.quote !== null && (form.repeat !== null || form.quote.doubt !== null);
}

/** Tells the second window, while it hears. Where it is called, effects can be made. */
export function followForCustomer(): () => void {
  $effect(() => {
    if (second.isOpen) second.show(customerSight());
  });
  return second.begin();
}
