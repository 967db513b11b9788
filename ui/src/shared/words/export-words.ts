// A sentence for every problem of a file that is made, saying what to do.
import { m } from "../../paraglide/messages.js";
import type { TallyFault } from "../../platform/counter";
import { language } from "../state/language.svelte";
import { count } from "./money";
import type { Sentences } from "./problems";

/** What is wrong with a ledger of Tally. */
const tallyWords: Record<TallyFault, () => string> = {
  missing: m.problem_tally,
  too_long: m.problem_tally_too_long,
  group_unknown: m.problem_tally_group_unknown,
  other_group: m.problem_tally_other_group,
};

/** A sentence for each kind of problem that only files have. */
export const exportSentences = {
  export_running: m.problem_export_running,
  export_cancelled: m.problem_export_cancelled,
  export_too_long: (data) => m.problem_export_too_long({ most: count(data.most, language()) }),
  export_not_saved: (data) => m.problem_export_not_saved(data),
  export_no_room: (data) => m.problem_export_no_room(data),
  tally: (data) => tallyWords[data.fault](),
} satisfies Partial<Sentences>;
