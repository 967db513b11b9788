// A sentence for every problem of the printer, saying what to do.
import { m } from "../../paraglide/messages.js";
import type { DesignFault, PrinterField, PrinterTrouble } from "../../platform/counter";
import type { Sentences } from "./problems";

/** What each field of the printer's form takes. */
const printerWords: Record<PrinterField, () => string> = {
  host: m.problem_printer_host,
  port: m.problem_printer_port,
  queue: m.problem_printer_queue,
  path: m.problem_printer_path,
  serial_port: m.problem_printer_serial_port,
  baud: m.problem_printer_baud,
  name: m.problem_printer,
  dots: m.problem_printer_dots,
  copies: m.problem_printer_copies,
  pause: m.problem_printer_pause,
  feed: m.problem_printer_feed,
};

/** What is wrong with a field of the design of slips. */
const designWords: Record<Exclude<DesignFault["kind"], "too_long">, () => string> = {
  strange_sign: m.problem_design_strange_sign,
  wrong_form: m.problem_design_wrong_form,
  mistyped: m.problem_design_mistyped,
  not_a_picture: m.problem_design_not_a_picture,
  file_too_large: m.problem_design_file_too_large,
  picture_too_large: m.problem_design_picture_too_large,
  picture_too_small: m.problem_design_picture_too_small,
  blank: m.problem_design_blank,
};

/** What keeps a slip from getting through, where the system has no words of its own for it. */
const troubleWords: Record<Exclude<PrinterTrouble["kind"], "other">, () => string> = {
  not_there: m.problem_printer_not_there,
  no_answer: m.problem_printer_no_answer,
  refused: m.problem_printer_refused,
  not_allowed: m.problem_printer_not_allowed,
  busy: m.problem_printer_busy,
  paper_out: m.problem_printer_paper_out,
  cover_open: m.problem_printer_cover_open,
  knife: m.problem_printer_knife,
  offline: m.problem_printer_offline,
  fault: m.problem_printer_fault,
  stalled: m.problem_printer_stalled,
  lost: m.problem_printer_lost,
  no_such_queue: m.problem_printer_no_such_queue,
  halted: m.problem_printer_halted,
  no_spooler: m.problem_printer_no_spooler,
  stuck: m.problem_printer_stuck,
};

/** A sentence for each kind of problem that only the printer and its slips have. */
export const printerSentences = {
  printer: (data) => printerWords[data.field](),
  design: ({ fault }) => (fault.kind === "too_long" ? m.problem_design(fault.data) : designWords[fault.kind]()),
  slip_not_saved: (data) => m.problem_slip_not_saved(data),
  slip_no_room: (data) => m.problem_slip_no_room(data),
  printer_missing: m.problem_printer_missing,
  printer_trouble: ({ trouble }) => (trouble.kind === "other" ? m.problem_printer_trouble({ words: trouble.data }) : troubleWords[trouble.kind]()),
  print_queue_full: m.problem_print_queue_full,
  print_cut_off: m.problem_print_cut_off,
  print_elsewhere: m.problem_print_elsewhere,
  slip_not_made: m.problem_slip_not_made,
} satisfies Partial<Sentences>;
