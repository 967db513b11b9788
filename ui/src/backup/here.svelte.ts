// The one backup panel of this window: a restore goes on while somebody looks at another screen.
import { ask, commands } from "../platform/counter";
import { house } from "../shared/state/house.svelte";
import { go, route } from "../shared/state/route.svelte";
import { forgetLedger } from "./ledger";
import { BackupPanel } from "./panel.svelte";

export const backups = new BackupPanel({
  backups: () => ask(() => commands.backups()),
  backUpNow: () => ask(() => commands.backUpNow()),
  saveFolder: (folder) => ask(() => commands.saveBackupFolder(folder)),
  checkBackup: (place, name) => ask(() => commands.checkBackup(place, name)),
  restorePlan: (input) => ask(() => commands.restorePlan(input)),
  restore: (input) => ask(() => commands.restore(input)),
  repair: () => ask(() => commands.repair()),
  openBooksAgain: () => ask(() => commands.openBooksAgain()),
  dismissReport: (name) => ask(() => commands.dismissReport(name)),
  async ledgerChanged() {
    forgetLedger();
    house.now = null;
    await house.reopen();
    house.changed();
  },
  // Every form of the settings may show what is no longer so, and would save it again.
  beginAnew() {
    forgetLedger();
    if (route.screen === "settings") go("settings", "backup");
    location.reload();
  },
  booksChanged: () => house.reopen(),
});
