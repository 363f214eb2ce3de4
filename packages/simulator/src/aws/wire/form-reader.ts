import { type QueryParams, queryParams } from "./query-params.ts";

/** The parameters of a call in a query protocol. */
export interface Form {
  readonly entries: URLSearchParams;
  readonly params: QueryParams;
}

/** Reads forms, and remembers those that are long. */
export type ReadForm = (text: string) => Form;

/** Texts that are remembered: so many, and none that is shorter or longer. */
const memory = 100;
const [shortest, longest] = [1_000, 64_000];

/** Whoever looks after a fleet names the same hundreds of instances again and again, and reading them takes its time. */
export function formReader(): ReadForm {
  // Those that were read longest ago come first.
  const known = new Map<string, Form>();
  return (text) => {
    const remembered = known.get(text);
    if (remembered) return remembered;
    const entries = new URLSearchParams(text);
    const form = { entries, params: queryParams(entries) };
    if (text.length < shortest || text.length > longest) return form;
    known.set(text, form);
    const [oldest] = known.keys();
    if (known.size > memory && oldest !== undefined) known.delete(oldest);
    return form;
  };
}
