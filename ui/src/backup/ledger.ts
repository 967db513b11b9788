// What this window keeps of a ledger, beside what its screens read anew.
import { draft } from "../close/count-draft.svelte";
import { complaintForm } from "../complaints/form.svelte";
import { closeForm } from "../customers/forms.svelte";
import { whatNow } from "../help/what-now.svelte";
import { match } from "../reports/match/match.svelte";
import { overview } from "../reports/overview/overview.svelte";
import { changeLedger } from "../sell/here.svelte";
import { services } from "../services/here.svelte";
import { forgetSales } from "../voice/here.svelte";
import { wordForm } from "../word/form.svelte";

/** Another ledger is open now, or the same one as it was before. The same number may be another sale there: nothing of the ledger before may
 * be looked up in it. */
export function forgetLedger(): void {
  changeLedger();
  services.changeLedger();
  match.stop();
  overview.forget();
  complaintForm.forget();
  wordForm.close();
  closeForm();
  whatNow.close();
  draft.clear();
  forgetSales();
}
