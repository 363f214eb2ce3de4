// @ts-check
import { followFleet } from "./stream.js";
import { showWorkers } from "./table.js";

/** @type {Map<string, import("./worker.js").Worker>} */
const workers = new Map();
const connection = element("connection");
const notice = element("notice");
const table = showWorkers(element("workers"), command);

followFleet({
  onState(state, text = state) {
    connection.dataset.state = state;
    connection.textContent = text;
  },
  onWorker(worker) {
    workers.set(worker.id, worker);
    table.show(worker);
    summarize();
  },
  onGone(id) {
    workers.delete(id);
    table.remove(id);
    summarize();
  },
  onReset() {
    workers.clear();
    table.clear();
    summarize();
  },
});

/** Asks the service to do something with a worker. What comes of it arrives by the stream. */
async function command(
  /** @type {import("./worker.js").Worker} */ worker,
  /** @type {"start" | "stop"} */ verb,
) {
  notice.hidden = true;
  const path = `/api/workers/region/${worker.aws_region}/workers/${worker.id}/${verb}`;
  try {
    const response = await fetch(path, { method: "POST" });
    if (!response.ok) throw new Error((await response.json()).detail);
  } catch (error) {
    notice.textContent = error instanceof Error ? error.message : String(error);
    notice.hidden = false;
  }
}

function summarize() {
  const running = [...workers.values()].filter(({ status }) => status === "running").length;
  element("summary").textContent = `${workers.size} workers, ${running} running`;
  element("empty").hidden = workers.size > 0;
}

function element(/** @type {string} */ id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
