// What a person was told of a sale, as it is typed: where it can be looked up, by whom and when.
import type { SaleView, ToldInput } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { language } from "../shared/state/language.svelte";
import { dayTyped } from "../shared/words/periods";
import { dayOf, timeTyped } from "../shared/words/time";

export class Told {
  reference = $state("");
  by = $state("");
  day = $state(dayTyped(dayOf(house.clock)));
  time = $state(timeTyped(house.clock, language()));

  constructor(reference = "") {
    this.reference = reference;
  }

  input(sale: SaleView): ToldInput {
    return { seen: sale.seen, reference: this.reference, by: this.by, told_day: this.day, told_time: this.time };
  }
}
