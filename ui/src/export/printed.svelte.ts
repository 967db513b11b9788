import type { PrintedTable } from "../platform/counter";

/** The table that is to be printed on A4, if any. */
export const printed = $state<{ table: PrintedTable | null }>({ table: null });
