// The one backup desk of this window: a restore goes on while somebody looks at another screen.
import { ask, commands } from "../platform/counter";
import { changeLedger } from "../sell/here.svelte";
import { services } from "../services/here.svelte";
import { house } from "../shared/house.svelte";
import { BackupDesk } from "./desk.svelte";

export const backups = new BackupDesk({
  backups: () => ask(() => commands.backups()),
  backUpNow: () => ask(() => commands.backUpNow()),
  saveFolder: (folder) => ask(() => commands.saveBackupFolder(folder)),
  restorePlan: (input) => ask(() => commands.restorePlan(input)),
  restore: (input) => ask(() => commands.restore(input)),
  repair: () => ask(() => commands.repair()),
  dismissReport: (name) => ask(() => commands.dismissReport(name)),
  // The same number may be another sale now: nothing of the ledger before may be looked up in it.
  async ledgerChanged() {
    changeLedger();
    services.changeLedger();
    house.now = null;
    await house.reopen();
    house.changed();
  },
  booksChanged: () => house.reopen(),
});
