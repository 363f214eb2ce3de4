import type { CmlErrorCode } from "../errors.ts";

/** One thing that was looked at. */
export interface Check {
  readonly name: string;
  readonly outcome: "ok" | "failed" | "skipped";
  /** Time it took, in milliseconds; `null` where nothing was asked. */
  readonly ms: number | null;
  /** A sentence, a version, a number: what a person wants to know of it. */
  readonly note: string;
  /** What kind of error it is, for programs; absent where there is none, or none of the library's. */
  readonly code?: CmlErrorCode;
}

/** What became of checking one controller. */
export interface CheckedController {
  readonly url: string;
  readonly ok: boolean;
  readonly checks: readonly Check[];
}
