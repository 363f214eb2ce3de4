import { aFlag, aNumber, type Kind, maybe } from "../answers/kinds.ts";
import { aRecord, type Fields } from "../answers/record.ts";

/** What a link does to packets. `null` is unknown, or not set. */
export interface CmlLinkCondition {
  readonly enabled: boolean | null;
  /** In kbit/s. */
  readonly bandwidthKbps: number | null;
  readonly latencyMs: number | null;
  readonly latencyCorrelationPercent: number | null;
  readonly jitterMs: number | null;
  readonly limitMs: number | null;
  readonly lossPercent: number | null;
  readonly lossCorrelationPercent: number | null;
  readonly gapMs: number | null;
  readonly duplicatePercent: number | null;
  readonly duplicateCorrelationPercent: number | null;
  readonly reorderPercent: number | null;
  readonly reorderCorrelationPercent: number | null;
  readonly corruptPercent: number | null;
  readonly corruptCorrelationPercent: number | null;
  /** What is in force; `null` while the link does not run. */
  readonly operational: Omit<CmlLinkCondition, "operational" | "enabled"> | null;
}

/** What a link is to do to packets: what is left out is left alone. */
export interface CmlLinkConditionSettings {
  /** @defaultValue true */
  readonly enabled?: boolean;
  /** In kbit/s, 0 to 10,000,000. */
  readonly bandwidthKbps?: number;
  /** 0 to 10,000. */
  readonly latencyMs?: number;
  readonly latencyCorrelationPercent?: number;
  /** 0 to 10,000. */
  readonly jitterMs?: number;
  /** 0 to 10,000. */
  readonly limitMs?: number;
  readonly lossPercent?: number;
  readonly lossCorrelationPercent?: number;
  /** 0 to 10,000. */
  readonly gapMs?: number;
  readonly duplicatePercent?: number;
  readonly duplicateCorrelationPercent?: number;
  readonly reorderPercent?: number;
  readonly reorderCorrelationPercent?: number;
  readonly corruptPercent?: number;
  readonly corruptCorrelationPercent?: number;
}

const numbers: Fields<Omit<CmlLinkCondition, "operational" | "enabled">> = {
  bandwidthKbps: ["bandwidth", aNumber],
  latencyMs: ["latency", aNumber],
  latencyCorrelationPercent: ["delay_corr", aNumber],
  jitterMs: ["jitter", aNumber],
  limitMs: ["limit", aNumber],
  lossPercent: ["loss", aNumber],
  lossCorrelationPercent: ["loss_corr", aNumber],
  gapMs: ["gap", aNumber],
  duplicatePercent: ["duplicate", aNumber],
  duplicateCorrelationPercent: ["duplicate_corr", aNumber],
  reorderPercent: ["reorder_prob", aNumber],
  reorderCorrelationPercent: ["reorder_corr", aNumber],
  corruptPercent: ["corrupt_prob", aNumber],
  corruptCorrelationPercent: ["corrupt_corr", aNumber],
};

/** Wire names for both directions. */
export const conditionFields: Fields<Omit<CmlLinkCondition, "operational">> = {
  enabled: ["enabled", aFlag],
  ...numbers,
};

/** A condition. */
export const aCondition: Kind<CmlLinkCondition> = aRecord<CmlLinkCondition>({
  ...conditionFields,
  operational: ["operational", maybe(aRecord(numbers, ["enabled"]))],
});
