import type { Amendment, Difference } from "./difference.ts";
import { members } from "./difference.ts";

/** The page of a lab has in it what these answer. */
const parts: Readonly<Record<string, string>> = {
  topology: "GET /labs/{lab_id}/topology",
  health: "GET /system_health",
  system_information: "GET /system_information",
  simplified_node_definitions: "GET /simplified_node_definitions",
};

/** What a difference makes of the page of a lab, by what it makes of its parts; `undefined` when that is nothing. */
export function amendedPage({ amendments = {} }: Difference): Amendment | undefined {
  const changes = Object.entries(parts).flatMap(([part, name]) => {
    const change = amendments[name]?.answer;
    return change ? [[part, change] as const] : [];
  });
  if (changes.length === 0) return undefined;
  return {
    answer(body, call) {
      const page = members(body);
      const changed = changes.map(([part, change]) => [part, change(page[part], call)] as const);
      return { ...page, ...Object.fromEntries(changed) };
    },
  };
}
