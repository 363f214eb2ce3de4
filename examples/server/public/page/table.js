// @ts-check
import { commandButton } from "./command-button.js";
import { tones } from "./worker.js";

/** @typedef {import("./worker.js").Worker} Worker */

/**
 * One row for each worker, in the order of their names. Rows are changed in place, so that focus and selection stay.
 * Names come from others, so they are only ever set as text.
 *
 * @param {HTMLElement} body
 * @param {(worker: Worker, verb: "start" | "stop") => Promise<void>} command
 */
export function showWorkers(body, command) {
  /** @type {Map<string, { name: string, element: HTMLTableRowElement, update: (worker: Worker) => void }>} */
  const rows = new Map();

  return {
    /** @param {Worker} worker */
    show(worker) {
      const row = rows.get(worker.id) ?? createRow(command);
      row.update(worker);
      if (rows.get(worker.id)?.name !== worker.name) {
        rows.set(worker.id, { ...row, name: worker.name });
        place(body, row.element, worker.name);
      }
    },
    /** @param {string} id */
    remove(id) {
      rows.get(id)?.element.remove();
      rows.delete(id);
    },
    clear() {
      rows.clear();
      body.replaceChildren();
    },
  };
}

/**
 * @param {HTMLElement} body
 * @param {HTMLTableRowElement} row
 * @param {string} name
 */
function place(body, row, name) {
  row.dataset.name = name;
  const next = [...body.children].find(
    (other) => other !== row && /** @type {HTMLElement} */ (other.dataset.name ?? "").localeCompare(name) > 0,
  );
  body.insertBefore(row, next ?? null);
}

/** @param {(worker: Worker, verb: "start" | "stop") => Promise<void>} command */
function createRow(command) {
  const element = document.createElement("tr");
  const cell = (className = "") => {
    const td = element.insertCell();
    td.className = className;
    return td;
  };
  const status = text(cell(), "span", "status");
  const service = text(status.parentElement, "small");
  const nameCell = cell();
  const name = text(nameCell, "strong");
  const machine = text(nameCell, "small");
  const reason = text(nameCell, "small", "reason");
  const region = cell("region");
  const version = cell();
  const meters = [meter(cell("number")), meter(cell("number")), meter(cell("number"))];
  const labs = cell("number");
  const nodes = cell("number");
  const seen = cell("number");
  const button = commandButton(command);
  cell().append(button.element);

  return {
    name: "",
    element,
    /** @param {Worker} worker */
    update(worker) {
      element.dataset.worker = worker.id;
      element.dataset.status = worker.status;
      element.dataset.service = worker.service_status;
      setTone(status, worker.status);
      service.textContent = worker.status === "running" ? worker.service_status : "";
      name.textContent = worker.name;
      machine.textContent = [worker.instance_type, worker.aws_instance_id].filter(Boolean).join(" · ");
      reason.textContent = (worker.service_reason ?? worker.status_reason)?.message ?? "";
      region.textContent = worker.aws_region;
      version.textContent = worker.cml_version ?? "–";
      const loads = [worker.cpu_utilization, worker.memory_utilization, worker.storage_utilization];
      meters.forEach((show, index) => {
        show(loads[index] ?? null);
      });
      labs.textContent = count(worker.cml_labs_count);
      nodes.textContent = count(worker.cml_nodes_running);
      seen.textContent = worker.cml_last_synced_at
        ? new Date(worker.cml_last_synced_at).toLocaleTimeString()
        : "–";
      button.update(worker);
    },
  };
}

/** @param {HTMLElement} element @param {string} status */
function setTone(element, status) {
  element.textContent = status;
  element.dataset.tone = tones[status] ?? "quiet";
}

/** @param {ParentNode | null} parent @param {string} tag */
function text(parent, tag, className = "") {
  const element = document.createElement(tag);
  element.className = className;
  parent?.append(element);
  return element;
}

/** Shows a percentage; unknown is a dash, and 0 is 0. @param {HTMLElement} cell */
function meter(cell) {
  const number = text(cell, "span");
  const bar = document.createElement("meter");
  Object.assign(bar, { min: 0, max: 100, low: 70, high: 90, optimum: 0 });
  cell.append(bar);
  return (/** @type {number | null} */ percent) => {
    number.textContent = percent === null ? "–" : `${percent.toFixed(1)} %`;
    bar.hidden = percent === null;
    bar.value = percent ?? 0;
  };
}

/** @param {number | null} value */
function count(value) {
  return value === null ? "–" : String(value);
}
