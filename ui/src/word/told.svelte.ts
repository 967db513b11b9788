// What a person was told of a sale, as it is typed: where it can be looked up, by whom and when.
import type { SaleView, ToldInput } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { timeValueOf } from "../shared/words/time";
import { typedDay } from "./words";

export class Told {
  reference = $state("");
  by = $state("");
  day = $state(typedDay(house.clock));
  time = $state(timeValueOf(house.clock));

  constructor(reference = "") {
    this.reference = reference;
  }

  input(sale: SaleView): ToldInput {
    return { seen: sale.seen, reference: this.reference, by: this.by, told_day: this.day, told_time: this.time };
  }
}
