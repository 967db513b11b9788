// What can be done about backups from the window. One thing at a time: a second touch while one is under way does nothing.
import type { Answer, Backup, BackupPlace, Backups, Problem, RepairReport, Restore, RestorePlan } from "../platform/counter";

export type Doing = "back_up" | "restore" | "repair" | "open_again";

export type Ports = {
  backups(): Promise<Answer<Backups, Problem>>;
  backUpNow(): Promise<Answer<Backups, Problem>>;
  saveFolder(folder: string): Promise<Answer<Backups, Problem>>;
  checkBackup(place: BackupPlace, name: string): Promise<Answer<Backups, Problem>>;
  restorePlan(input: Restore): Promise<Answer<RestorePlan, Problem>>;
  restore(input: Restore): Promise<Answer<RepairReport, Problem>>;
  repair(): Promise<Answer<RepairReport, Problem>>;
  openBooksAgain(): Promise<Answer<null, Problem>>;
  dismissReport(name: string): Promise<Answer<Backups, Problem>>;
  /** The ledger under the screens may be another than before: they read everything anew. */
  ledgerChanged(): Promise<void>;
  /** A backup was restored, perhaps with its settings: the window begins anew, and this panel with it. */
  beginAnew(): void;
  /** How the backups stand has changed. */
  booksChanged(): Promise<void>;
};

/** A restore that is asked about and not begun. */
export type Asked = { backup: Backup; plan: RestorePlan | null; problem: Problem | null };

export class BackupPanel {
  view = $state.raw<Backups | null>(null);
  /** Why the list could not be read, or a backup in it. */
  problem = $state.raw<Problem | null>(null);
  doing = $state<Doing | null>(null);
  /** What the last thing done was refused with. */
  refused = $state.raw<{ doing: Doing; problem: Problem } | null>(null);
  backedUp = $state(false);
  /** The backup that is being read to its end. Nothing else waits for that. */
  checking = $state.raw<Backup | null>(null);
  asked = $state.raw<Asked | null>(null);
  withSettings = $state(false);
  /** What the repair just done brought. */
  brought = $state.raw<RepairReport | null>(null);

  readonly #ports: Ports;
  #turn = 0;

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  async reload(): Promise<void> {
    const turn = ++this.#turn;
    const answer = await this.#ports.backups();
    if (turn !== this.#turn) return;
    this.problem = answer.status === "error" ? answer.error : null;
    if (answer.status === "ok") this.view = answer.data;
  }

  async backUpNow(): Promise<void> {
    if (!this.#begin("back_up")) return;
    this.backedUp = false;
    const answer = await this.#ports.backUpNow();
    this.#end("back_up", answer);
    if (answer.status === "ok") {
      this.#keep(answer.data);
      this.backedUp = answer.data.books.backup_problem === null;
    }
    await this.#ports.booksChanged();
  }

  /** Finds out whether a backup is good. */
  async check(backup: Backup): Promise<void> {
    if (this.checking !== null) return;
    this.checking = backup;
    const answer = await this.#ports.checkBackup(backup.place, backup.name);
    this.checking = null;
    if (answer.status === "ok") this.#keep(answer.data);
    else this.problem = answer.error;
  }

  async saveFolder(folder: string): Promise<Problem | null> {
    const answer = await this.#ports.saveFolder(folder);
    if (answer.status === "error") return answer.error;
    this.#keep(answer.data);
    return null;
  }

  /** Asks what a restore of this backup would do. Nothing is done before `restore`. */
  async ask(backup: Backup): Promise<void> {
    if (this.doing !== null) return;
    this.refused = null;
    this.withSettings = false;
    const asked: Asked = { backup, plan: null, problem: null };
    this.asked = asked;
    const answer = await this.#ports.restorePlan(inputOf(backup, false));
    if (this.asked !== asked) return;
    this.asked = answer.status === "ok" ? { ...asked, plan: answer.data, problem: answer.data.problem } : { ...asked, problem: answer.error };
  }

  leave(): void {
    if (this.doing === null) this.asked = null;
  }

  async restore(): Promise<void> {
    const asked = this.asked;
    if (asked?.plan == null || asked.problem !== null || !this.#begin("restore")) return;
    const answer = await this.#ports.restore(inputOf(asked.backup, this.withSettings));
    // The report stands at the head of the list when the window is back.
    if (answer.status === "ok") this.#ports.beginAnew();
    else await this.#settled("restore", answer);
  }

  async repair(): Promise<void> {
    if (!this.#begin("repair")) return;
    const answer = await this.#ports.repair();
    if (answer.status === "ok") this.brought = answer.data;
    await this.#settled("repair", answer);
  }

  /** Of books that the disk did not give: it may give them now. */
  async openAgain(): Promise<void> {
    if (!this.#begin("open_again")) return;
    await this.#settled("open_again", await this.#ports.openBooksAgain());
  }

  /** Takes a report off the list; refused, it stays and says why. */
  async dismiss(name: string): Promise<Problem | null> {
    const answer = await this.#ports.dismissReport(name);
    if (answer.status === "error") return answer.error;
    this.#keep(answer.data);
    if (this.brought?.name === name) this.brought = null;
    await this.#ports.booksChanged();
    return null;
  }

  #begin(doing: Doing): boolean {
    if (this.doing !== null) return false;
    this.doing = doing;
    this.refused = null;
    return true;
  }

  #end(doing: Doing, answer: Answer<unknown, Problem>): void {
    this.doing = null;
    this.refused = answer.status === "error" ? { doing, problem: answer.error } : null;
  }

  /** Even a refused one may have changed the ledger: the screens look again in any case, and only then is it over. */
  async #settled(doing: Doing, answer: Answer<unknown, Problem>): Promise<void> {
    await this.#ports.ledgerChanged();
    await this.reload();
    this.#end(doing, answer);
  }

  #keep(view: Backups): void {
    this.#turn += 1;
    this.problem = null;
    this.view = view;
  }
}

function inputOf(backup: Backup, withSettings: boolean): Restore {
  return { name: backup.name, place: backup.place, with_settings: withSettings };
}
