// @ts-check
/** First and longest wait before a new connection, in milliseconds. It doubles from the one to the other. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * What a stream tells. `reset`: nothing that was heard before counts any more; how everything is follows.
 *
 * @typedef {{ kind: "state", state: "live" | "connecting" | "waiting", text?: string }
 *   | { kind: "worker", worker: import("./worker.js").Worker }
 *   | { kind: "gone", id: string }
 *   | { kind: "reset" }} News
 */

/**
 * Follows the fleet from a place in its log on. The browser reconnects by itself and says which event it saw last; the
 * service then sends what was missed, and how every worker is now. After any answer but 200 the browser gives up for good,
 * so that it is up to this page to begin again from the same place.
 *
 * @param {string} from empty for the present
 * @param {(news: News, place: string) => void} tell
 * @returns {() => void} Ends it.
 */
export function openStream(from, tell) {
  let place = from;
  let failures = 0;
  /** @type {EventSource} */
  let events;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let retry;
  const say = (/** @type {News} */ news) => tell(news, place);

  function connect() {
    events = new EventSource(`/api/events/stream${place && `?last_event_id=${encodeURIComponent(place)}`}`);
    /** @param {string} type @param {(data: string) => void} handle */
    const on = (type, handle) => {
      events.addEventListener(type, (event) => {
        // What has no id leaves the place where it was.
        place = event.lastEventId || place;
        handle(event.data);
      });
    };
    on("connected", () => {
      failures = 0;
      say({ kind: "state", state: "live" });
    });
    on("resync", () => say({ kind: "reset" }));
    on("worker.snapshot", (data) => say(newsOf(JSON.parse(data).data)));
    on("worker.terminated", (data) => say({ kind: "gone", id: JSON.parse(data).subject }));
    events.addEventListener("error", () => {
      if (events.readyState === EventSource.CLOSED) connectLater();
      else say({ kind: "state", state: "connecting" });
    });
  }

  function connectLater() {
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** failures);
    // Somewhere in the second half, so that pages which lost the service together do not come back together.
    const wait = longest * (0.5 + Math.random() / 2);
    failures += 1;
    const text = `no connection, trying again in ${Math.ceil(wait / 1_000)} s`;
    say({ kind: "state", state: "waiting", text });
    retry = setTimeout(() => {
      say({ kind: "state", state: "connecting" });
      connect();
    }, wait);
  }

  connect();
  return () => {
    clearTimeout(retry);
    events.close();
  };
}

/**
 * The last look at a worker may come after the word that it is terminated.
 *
 * @param {import("./worker.js").Worker} worker
 * @returns {News}
 */
function newsOf(worker) {
  return worker.status === "terminated" ? { kind: "gone", id: worker.id } : { kind: "worker", worker };
}
