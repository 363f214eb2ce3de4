// @ts-check
/**
 * Follows the fleet. The browser reconnects by itself and says which event it saw last; the service then sends what was
 * missed, and how every worker is now.
 *
 * @param {{
 *   onState: (state: "live" | "connecting") => void,
 *   onWorker: (worker: import("./worker.js").Worker) => void,
 *   onGone: (id: string) => void,
 * }} listener
 */
export function followFleet({ onState, onWorker, onGone }) {
  const events = new EventSource("/api/events/stream");
  events.addEventListener("connected", () => onState("live"));
  events.addEventListener("error", () => onState("connecting"));
  events.addEventListener("worker.snapshot", ({ data }) => onWorker(JSON.parse(data).data));
  events.addEventListener("worker.terminated", ({ data }) => onGone(JSON.parse(data).subject));
}
