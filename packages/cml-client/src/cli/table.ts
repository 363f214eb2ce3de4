import { stripVTControlCharacters } from "node:util";
import { obeyed } from "./obeyed.ts";

/** Lines in columns as wide as they need to be. Cells are text from elsewhere: control characters are left out. */
export function columns(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, index) => Math.max(widest[index] ?? 0, widthOf(cell))),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, index) => cell + " ".repeat(Math.max(0, (widths[index] ?? 0) - widthOf(cell))))
        .join("  ")
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

const runs = new RegExp(`(?:${obeyed.source})+`, "gu");

/** A cell of a table: one line, nothing that a terminal would obey. `null` is unknown. */
export function cell(value: string | number | boolean | null | undefined): string {
  return value === null || value === undefined ? "-" : String(value).replace(runs, " ");
}

const widthOf = (text: string): number => [...stripVTControlCharacters(text)].length;
