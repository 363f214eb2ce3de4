// @ts-check
import { command } from "./command.js";
import { openStream } from "./stream.js";
import { showWorkers } from "./table.js";
import { whileShown } from "./while-shown.js";

/** @type {Map<string, import("./worker.js").Worker>} */
const workers = new Map();
const connection = element("connection");
const notice = element("notice");
const table = showWorkers(element("workers"), ask);

/** Where in the fleet's log this page is. */
let place = "";

// A stream holds one of the six connections that a browser keeps to a service: tabs that nobody sees must not have them.
whileShown(() => {
  hear({ kind: "state", state: "connecting" });
  return openStream(place, (news, at) => {
    place = at;
    hear(news);
  });
});

/** @param {import("./stream.js").News} news */
function hear(news) {
  switch (news.kind) {
    case "state":
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
  }
  summarize();
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
