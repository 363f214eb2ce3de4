import { quote } from "../transport/quote.ts";

/** A name or a word of the controller, for a sentence of ours, which somebody's terminal or log will show. */
export function said(words: string): string {
  return quote(words, []);
}

/** A node as people call it, for a sentence. */
export function nodeName({ id, label }: { readonly id: string; readonly label: string | null }): string {
  return said(label ?? id);
}
