// A rule of commission while it is typed.
import type { CommissionInput, CommissionLine, PaysInput, PaysView } from "../../platform/counter";
import { percent, typedAmount } from "../../shared/words/money";

export type Kind = PaysInput["kind"];
export type Row = { from: string; is_flat: boolean; pay: string };

function rowsOf(pays: PaysView | null): Row[] {
  if (pays?.kind !== "slabs") return [{ from: "0", is_flat: false, pay: "" }];
  return pays.data.map((slab) => ({
    from: typedAmount(slab.from_paise),
    is_flat: slab.basis_points === null,
    pay: slab.basis_points === null ? typedAmount(slab.flat_paise ?? 0) : percent(slab.basis_points),
  }));
}

export class RuleForm {
  readonly provider: string;
  readonly line: CommissionLine;
  kind = $state<Kind>("percent");
  percent = $state("");
  flat = $state("");
  rows = $state<Row[]>([]);
  from = $state("");
  by = $state("");

  constructor(provider: string, line: CommissionLine, by: string) {
    this.provider = provider;
    this.line = line;
    this.by = by;
    const { pays } = line;
    this.kind = pays?.kind ?? "percent";
    this.percent = pays?.kind === "percent" ? percent(pays.data) : "";
    this.flat = pays?.kind === "flat" ? typedAmount(pays.data) : "";
    this.rows = rowsOf(pays);
  }

  add(): void {
    this.rows.push({ from: "", is_flat: this.rows.at(-1)?.is_flat ?? false, pay: "" });
  }

  remove(place: number): void {
    this.rows.splice(place, 1);
  }

  private get pays(): PaysInput {
    switch (this.kind) {
      case "percent":
        return { kind: "percent", data: this.percent.trim() };
      case "flat":
        return { kind: "flat", data: this.flat.trim() };
      case "slabs":
        return { kind: "slabs", data: this.rows.map((row) => ({ ...row, from: row.from.trim(), pay: row.pay.trim() })) };
      case "nothing":
        return { kind: "nothing" };
    }
  }

  get input(): CommissionInput {
    const { operator, service } = this.line;
    return { provider: this.provider, operator, service, pays: this.pays, from: this.from.trim(), by: this.by.trim() };
  }
}
