// @ts-check
/** First and longest wait before a new connection, in milliseconds. It doubles from the one to the other. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * Follows the fleet. The browser reconnects by itself and says which event it saw last; the service then sends what was
 * missed, and how every worker is now. After any answer but 200 the browser gives up for good, so that it is up to this
 * page to begin again from the same place.
 *
 * @param {{
 *   onState: (state: "live" | "connecting" | "waiting", text?: string) => void,
 *   onWorker: (worker: import("./worker.js").Worker) => void,
 *   onGone: (id: string) => void,
 *   onReset: () => void,
 * }} listener `onReset`: nothing that was heard before counts any more; how everything is follows.
 */
export function followFleet({ onState, onWorker, onGone, onReset }) {
  let lastEventId = "";
  let failures = 0;

  function connect() {
    const place = lastEventId && `?last_event_id=${encodeURIComponent(lastEventId)}`;
    const events = new EventSource(`/api/events/stream${place}`);
    /** @param {string} type @param {(data: string) => void} handle */
    const on = (type, handle) => {
      events.addEventListener(type, (event) => {
        // What has no id leaves the place where it was.
        lastEventId = event.lastEventId || lastEventId;
        handle(event.data);
      });
    };
    on("connected", () => {
      failures = 0;
      onState("live");
    });
    on("resync", onReset);
    on("worker.snapshot", (data) => onWorker(JSON.parse(data).data));
    on("worker.terminated", (data) => onGone(JSON.parse(data).subject));
    events.addEventListener("error", () => {
      if (events.readyState === EventSource.CLOSED) connectLater();
      else onState("connecting");
    });
  }

  function connectLater() {
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    // Somewhere in the second half, so that pages which lost the service together do not come back together.
    const wait = longest * (0.5 + Math.random() / 2);
    failures += 1;
    onState("waiting", `no connection, trying again in ${Math.ceil(wait / 1_000)} s`);
    setTimeout(() => {
      onState("connecting");
      connect();
    }, wait);
  }

  connect();
}
