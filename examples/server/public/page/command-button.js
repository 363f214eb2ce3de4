// @ts-check
/** @typedef {import("./worker.js").Worker} Worker */

const labels = { start: ["Start", "Starting …"], stop: ["Stop", "Stopping …"] };

/**
 * Starts or stops a worker, whichever is possible, and shows that it is at it until there is an answer.
 *
 * @param {(worker: Worker, verb: "start" | "stop") => Promise<void>} command
 */
export function commandButton(command) {
  const button = document.createElement("button");
  button.type = "button";
  let working = false;
  /** @type {Worker | undefined} */
  let latest;

  function show() {
    if (!latest || working) return;
    const [label = ""] = labels[verbFor(latest)];
    button.textContent = label;
    button.disabled = latest.status !== "running" && latest.status !== "stopped";
    button.setAttribute("aria-label", `${label} ${latest.name}`);
  }

  button.addEventListener("click", async () => {
    if (!latest) return;
    const verb = verbFor(latest);
    working = true;
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    button.textContent = labels[verb][1] ?? "";
    await command(latest, verb);
    working = false;
    button.removeAttribute("aria-busy");
    show();
  });

  return {
    element: button,
    /** @param {Worker} worker */
    update(worker) {
      latest = worker;
      show();
    },
  };
}

/** @param {Worker} worker */
function verbFor(worker) {
  return worker.status === "stopped" ? "start" : "stop";
}
