// Printers in words.
import { m } from "../../paraglide/messages.js";
import type { Carrier, Cut, Density, Head, Pin } from "../../platform/counter";
import type { Paper, Way } from "./draft.svelte";

export const wayWords: Record<Way, () => string> = {
  network: m.printer_network,
  spooler: m.printer_spooler,
  device: m.printer_device,
  serial: m.printer_serial,
};

export const paperWords: Record<Paper, () => string> = { "58": m.paper_58, "80": m.paper_80, own: m.paper_own };

export const drawerWords: Record<Pin | "none", () => string> = { none: m.drawer_none, two: m.drawer_two, five: m.drawer_five };

export const cutWords: Record<Cut, () => string> = { none: m.cut_none, partial: m.cut_partial, full: m.cut_full };

export const densityWords: Record<Density, () => string> = { lighter: m.density_lighter, normal: m.density_normal, darker: m.density_darker };

export const headWords: Record<Head, () => string> = { usual: m.head_usual, small: m.head_small };

/** By what a printer is reached. */
export function addressOf(carrier: Carrier): string {
  switch (carrier.kind) {
    case "network":
      return `${carrier.data.host}:${carrier.data.port}`;
    case "spooler":
      return carrier.data.queue;
    case "device":
      return carrier.data.path;
    case "serial":
      return carrier.data.port;
  }
}

/** How wide it prints: paper that everybody knows by its width, other paper in dots. */
export function widthOf(dots: number): string {
  if (dots === 384) return m.paper_58();
  return dots === 576 ? m.paper_80() : m.paper_dots({ dots });
}
