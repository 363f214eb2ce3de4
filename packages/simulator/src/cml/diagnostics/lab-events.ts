import type { Controller } from "../controller.ts";

const states: Readonly<Record<string, string>> = {
  queue_node: "QUEUED",
  start_node: "STARTED",
  boot_node: "BOOTED",
  stop_node: "STOPPED",
  wipe_node: "DEFINED_ON_CORE",
  start_lab: "STARTED",
  stop_lab: "STOPPED",
};

/** What states labs and their nodes went through, by lab, as far as the controller took note of it. */
export function labEventsByLab({ labs, news }: Controller): Record<string, unknown> {
  const byLab = new Map<string, unknown[]>([...labs.keys()].map((id) => [id, []]));
  for (const { category, timestamp, data } of news.noted()) {
    const state = states[category];
    const lab = byLab.get(String(data["lab_id"]));
    if (state === undefined || !lab) continue;
    const node = data["node_id"];
    lab.push({
      lab_id: data["lab_id"],
      event: "state",
      element_type: node === undefined ? "Lab" : "Node",
      element_id: node ?? data["lab_id"],
      data: { state },
      previous: {},
      timestamp,
    });
  }
  return Object.fromEntries(byLab);
}
