// @ts-check
import { command } from "./command.js";
import { followFleet } from "./stream.js";
import { showWorkers } from "./table.js";

/** @type {Map<string, import("./worker.js").Worker>} */
const workers = new Map();
const connection = element("connection");
const notice = element("notice");
const table = showWorkers(element("workers"), ask);

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

/** @param {import("./worker.js").Worker} worker @param {"start" | "stop"} verb */
async function ask(worker, verb) {
  notice.hidden = true;
  const problem = await command(worker, verb);
  notice.textContent = problem ?? "";
  notice.hidden = problem === undefined;
}

function summarize() {
  const running = [...workers.values()].filter(({ status }) => status === "running").length;
  element("summary").textContent = `${workers.size} workers, ${running} running`;
  element("empty").hidden = workers.size > 0;
}

function element(/** @type {string} */ id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
