import { z } from "zod";
import type { WireEvent } from "../news/wire-event.ts";
import { isBefore, releaseOf } from "../releases/release.ts";

/** Which labs a listener wants to hear of: all of them, until it says something else. */
export interface LabFilter {
  /** Takes what the listener says after its token. */
  hear(message: unknown): void;
  /** What is about no lab is heard in any case: that is an assumption. */
  wants(event: WireEvent): boolean;
}

/** The id of a lab narrows the feed to it, an empty one or `null` widens it again. */
const filter = z.object({ lab_filter: z.string().nullable() });

export function labFilter(version: string): LabFilter {
  // Such messages mean nothing to 2.9.
  const isKnown = !isBefore(releaseOf(version), "2.10");
  let onlyLab = "";
  return {
    hear(message) {
      const said = filter.safeParse(message).data;
      if (isKnown && said) onlyLab = said.lab_filter ?? "";
    },
    wants: ({ lab_id = onlyLab }) => onlyLab === "" || lab_id === onlyLab,
  };
}
