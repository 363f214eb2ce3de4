/** What can go wrong between a client and a server, whatever the protocol. */
export type WireFault =
  /** Answers as usual, this much later; more than 25 days are 25. */
  | { readonly kind: "latency"; readonly ms: number }
  /** A page of HTML with status 502, as a proxy writes it. */
  | { readonly kind: "html" }
  /** The head of the usual answer and half of its body, then the connection ends. */
  | { readonly kind: "truncated" }
  /** The connection is reset before an answer. */
  | { readonly kind: "reset" }
  /** No answer, ever. */
  | { readonly kind: "hang" }
  /** The usual answer under a name that is not its own. @defaultValue "text/html" */
  | { readonly kind: "wrong content type"; readonly contentType?: string }
  /** The status of the usual answer, and nothing in it. */
  | { readonly kind: "empty body" };

/** When a rule applies, of all the calls it is meant for. */
export interface FaultTimes {
  /** How many of them it leaves alone first. @defaultValue 0 */
  readonly after?: number;
  /** How many of them it is then applied to. @defaultValue Infinity */
  readonly times?: number;
}

export interface FaultBook<Rule, Call> {
  /** The rule applies from now on, or after so many calls, and so many times. */
  add(rule: Rule & FaultTimes): void;
  /** Takes all rules away. */
  clear(): void;
  /**
   * The rules that apply to a call, each counted as used once. Of those that take the place of the answer this is the
   * first only: the next one waits for a call of its own.
   */
  take(call: Call): readonly Rule[];
}

/**
 * Keeps rules until they are used up.
 *
 * @param spoils Whether a rule takes the place of the answer. By default everything but latency does.
 */
export function faultBook<Rule extends { readonly fault: { readonly kind: string } }, Call>(
  matches: (rule: Rule, call: Call) => boolean,
  spoils: (rule: Rule) => boolean = ({ fault }) => fault.kind !== "latency",
): FaultBook<Rule, Call> {
  let entries: { readonly rule: Rule; left: number; spared: number }[] = [];
  return {
    add: (rule) =>
      void entries.push({ rule, left: rule.times ?? Number.POSITIVE_INFINITY, spared: rule.after ?? 0 }),
    clear() {
      entries = [];
    },
    take(call) {
      if (entries.length === 0) return [];
      const meant = entries.filter(({ rule }) => matches(rule, call));
      const fitting = meant.filter(({ spared }) => spared === 0);
      for (const entry of meant) entry.spared = Math.max(0, entry.spared - 1);
      const spoiler = fitting.find(({ rule }) => spoils(rule));
      const due = fitting.filter((entry) => entry === spoiler || !spoils(entry.rule));
      for (const entry of due) entry.left -= 1;
      entries = entries.filter(({ left }) => left > 0);
      return due.map(({ rule }) => rule);
    },
  };
}
