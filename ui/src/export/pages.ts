// Which rows of a printed table stand together on a page. WebKitGTK prints the titles of a table on its first page alone, so that each page is
// a table of its own. It puts nothing into the margins either, so that each page brings its own number. Where a page takes less than is thought here,
// its last rows go over to a sheet more, which has no number, and nothing is lost.
import type { PrintedTable } from "../platform/counter";

/** Lines of a page of A4 below its number, with room for the edge that a printer needs. */
const LINES = 39;
/** So many of them go to the title and the small lines below it. */
const TITLE_LINES = 5;
/** So many letters stand in a line of words. Vowel signs stand above and below them. */
const LETTERS = 70;

function linesOf(table: PrintedTable, cells: string[]): number {
  const words = cells.filter((_, place) => table.columns[place]?.is_firm === false);
  return Math.max(1, ...words.map((text) => Math.ceil(text.replace(/\p{M}/gu, "").length / LETTERS)));
}

/** The rows of each page, from the first on; the sums need room on the last. */
export function pagesOf(table: PrintedTable): string[][][] {
  const pages: string[][][] = [[]];
  let room = LINES - TITLE_LINES;
  for (const cells of table.rows) {
    const lines = linesOf(table, cells);
    if (lines > room && pages.at(-1)?.length !== 0) {
      pages.push([]);
      room = LINES;
    }
    pages.at(-1)?.push(cells);
    room -= lines;
  }
  if (table.sums.length > room && table.rows.length > 0) {
    // They never stand alone below the titles.
    const last = pages.at(-1)?.pop();
    pages.push(last === undefined ? [] : [last]);
  }
  return pages.filter((page, place) => place === 0 || page.length > 0);
}
