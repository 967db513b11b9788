import { house } from "./house.svelte";

/** Which notices about the start were read: sales that were in flight, files taken from a backup, made anew or not read, a report of a repair, a shift that was left open. */
export const start = $state({ read: false, filesRead: false, anewRead: false, unreadRead: false, reportRead: false, shiftRead: false });

export type StartNotice = "clock" | "in_flight" | "taken_back" | "made_anew" | "unread" | "report" | "left_open";

/** The notices about the start that nobody has read yet, in their order. */
export function currentNotices(): StartNotice[] {
  const { books, counter, now } = house;
  // Of a company without a login nobody asks; what waits for it is told above.
  const waiting = (counter?.logins.missing ?? []).some((login) => login.waiting > 0);
  const stands: Record<StartNotice, boolean> = {
    clock: (now?.clock ?? null) !== null,
    in_flight: (counter?.in_flight_at_start ?? 0) > 0 && !waiting && !start.read,
    taken_back: (books?.files_taken_back ?? []).length > 0 && !start.filesRead,
    made_anew: (books?.files_made_anew ?? []).length > 0 && !start.anewRead,
    unread: (books?.files_unread ?? []).length > 0 && !start.unreadRead,
    report: books?.has_reports === true && !start.reportRead,
    left_open: (now?.left_open_since_ms ?? null) !== null && !start.shiftRead,
  };
  return (Object.keys(stands) as StartNotice[]).filter((notice) => stands[notice]);
}
