// A printer while it is typed.
import type { Carrier, CarrierInput, Cut, Density, Found, Head, Pin, Printer, PrinterField, PrinterInput, Problem } from "../../platform/counter";

export type Way = Carrier["kind"];
/** The paper by its width; `own`: dots that are typed. */
export type Paper = "58" | "80" | "own";

export const ways: readonly Way[] = ["network", "spooler", "device", "serial"];
export const papers: readonly Paper[] = ["58", "80", "own"];

const DOTS = { "58": "384", "80": "576" } as const;
/** Names of printers that take paper of 80 mm. Any other is begun with the narrow paper, of which nothing is cut off. */
const WIDE = /80|T82|T88|T20|T81|TSP|C2000|C3000/i;

function paperOf(dots: string): Paper {
  if (dots === DOTS["58"]) return "58";
  return dots === DOTS["80"] ? "80" : "own";
}

/** The paper that a printer of this name most likely takes. */
export function likelyPaper(name: string): Paper {
  return WIDE.test(name) ? "80" : "58";
}

/** Two ways are the same where they lead to the same printer. */
export function isSameWay(one: Carrier, other: Carrier): boolean {
  if (one.kind === "network") return other.kind === "network" && one.data.host === other.data.host && one.data.port === other.data.port;
  if (one.kind === "spooler") return other.kind === "spooler" && one.data.queue === other.data.queue;
  if (one.kind === "device") return other.kind === "device" && one.data.path === other.data.path;
  // A speed is a setting of the way, and not another printer.
  return other.kind === "serial" && one.data.port === other.data.port;
}

/** By what a printer is called that nobody gave a name. */
function reachedBy(carrier: Carrier): string {
  switch (carrier.kind) {
    case "network":
      return carrier.data.host;
    case "spooler":
      return carrier.data.queue;
    case "device":
      return carrier.data.path;
    case "serial":
      return carrier.data.port;
  }
}

/** What it is reached by is no name that somebody gave: a printer that is called so is called by its new address, too. */
function nameIn({ name, carrier }: { name: string; carrier: Carrier }): string {
  return name === reachedBy(carrier) ? "" : name;
}

export class Draft {
  way = $state<Way>("network");
  host = $state("");
  port = $state("9100");
  queue = $state("");
  path = $state("");
  serialPort = $state("");
  baud = $state("9600");
  name = $state("");
  paper = $state<Paper>("58");
  dots = $state("");
  cut = $state<Cut>("none");
  density = $state<Density>("normal");
  head = $state<Head>("usual");
  drawer = $state<Pin | "none">("none");
  copies = $state("1");
  pause = $state("0");
  feed = $state("120");
  problems = $state.raw<Problem[]>([]);

  /** As a printer that is set up already. */
  static of(printer: Printer): Draft {
    const draft = new Draft();
    draft.lead(printer.carrier);
    draft.name = nameIn(printer);
    draft.paper = paperOf(String(printer.dots));
    draft.dots = String(printer.dots);
    draft.cut = printer.manner.cut ?? "none";
    draft.density = printer.manner.density ?? "normal";
    draft.head = printer.manner.head ?? "usual";
    draft.drawer = printer.drawer ?? "none";
    draft.copies = String(printer.copies);
    draft.pause = String(printer.manner.pause_ms ?? 0);
    draft.feed = String(printer.manner.feed_dots ?? 120);
    return draft;
  }

  /** As one that was found, with the paper that it likely takes; a printer with wide paper has a knife. */
  static found(found: Found): Draft {
    const draft = new Draft();
    draft.lead(found.carrier);
    draft.name = nameIn(found);
    draft.paper = likelyPaper(found.name);
    draft.cut = draft.paper === "80" ? "partial" : "none";
    return draft;
  }

  private lead(carrier: Carrier): void {
    this.way = carrier.kind;
    if (carrier.kind === "network") [this.host, this.port] = [carrier.data.host, String(carrier.data.port)];
    else if (carrier.kind === "spooler") this.queue = carrier.data.queue;
    else if (carrier.kind === "device") this.path = carrier.data.path;
    else [this.serialPort, this.baud] = [carrier.data.port, String(carrier.data.baud)];
  }

  private get carrier(): CarrierInput {
    switch (this.way) {
      case "network":
        return { kind: "network", data: { host: this.host, port: this.port } };
      case "spooler":
        return { kind: "spooler", data: { queue: this.queue } };
      case "device":
        return { kind: "device", data: { path: this.path } };
      case "serial":
        return { kind: "serial", data: { port: this.serialPort, baud: this.baud } };
    }
  }

  get input(): PrinterInput {
    return {
      carrier: this.carrier,
      name: this.name,
      dots: this.paper === "own" ? this.dots : DOTS[this.paper],
      copies: this.copies,
      pause_ms: this.pause,
      feed_dots: this.feed,
      cut: this.cut,
      density: this.density,
      head: this.head,
      drawer: this.drawer === "none" ? null : this.drawer,
    };
  }

  at(field: PrinterField): Problem | null {
    return this.problems.find((problem) => problem.kind === "printer" && problem.data.field === field) ?? null;
  }

  /** What is wrong with none of the fields: the printer does not print. */
  get whole(): Problem | null {
    return this.problems.find((problem) => problem.kind !== "printer") ?? null;
  }

  /** Whether what is wrong stands where nobody sees it until it is opened. */
  get isWrongInside(): boolean {
    return (["name", "copies", "pause", "feed"] as const).some((field) => this.at(field) !== null);
  }
}
