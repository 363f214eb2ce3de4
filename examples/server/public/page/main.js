// @ts-check
import { command } from "./command.js";
import { followFleet } from "./shared-stream.js";
import { showWorkers } from "./table.js";

/** @type {Map<string, import("./worker.js").Worker>} */
const workers = new Map();
const connection = element("connection");
const notice = element("notice");
const table = showWorkers(element("workers"), ask);

/** What the page was told of the stream last. @type {import("./stream.js").News} */
let state = { kind: "state", state: "connecting" };

followFleet(hear, () => ({ kind: "all", state, workers: [...workers.values()] }));

/** @param {import("./stream.js").News | import("./shared-stream.js").All} news */
function hear(news) {
  switch (news.kind) {
    case "state":
      state = news;
      connection.dataset.state = news.state;
      connection.textContent = news.text ?? news.state;
      return;
    case "worker":
      workers.set(news.worker.id, news.worker);
      table.show(news.worker);
      break;
    case "gone":
      workers.delete(news.id);
      table.remove(news.id);
      break;
    case "reset":
      workers.clear();
      table.clear();
      break;
    case "all":
      hearAll(news);
  }
  summarize();
}

/** @param {import("./shared-stream.js").All} all */
function hearAll(all) {
  const present = new Set(all.workers.map(({ id }) => id));
  for (const id of workers.keys()) if (!present.has(id)) hear({ kind: "gone", id });
  for (const worker of all.workers) hear({ kind: "worker", worker });
  hear(all.state);
}

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
