// @ts-check
/**
 * A worker as the service describes it; `null` is unknown. Only what the page shows.
 *
 * @typedef {object} Worker
 * @property {string} id
 * @property {string} name
 * @property {string} aws_region
 * @property {string | null} aws_instance_id
 * @property {string | null} instance_type
 * @property {string} status
 * @property {{ message: string } | null} status_reason
 * @property {string} service_status
 * @property {{ message: string } | null} service_reason
 * @property {string | null} https_endpoint
 * @property {string | null} cml_version
 * @property {number | null} cml_labs_count
 * @property {number | null} cml_nodes_running
 * @property {string | null} cml_last_synced_at
 * @property {number | null} cpu_utilization
 * @property {number | null} memory_utilization
 * @property {number | null} storage_utilization
 */

/** How alarming a status is. */
export const tones = /** @type {Readonly<Record<string, string>>} */ ({
  running: "good",
  available: "good",
  pending: "busy",
  starting: "busy",
  stopping: "busy",
  "shutting-down": "busy",
  unknown: "bad",
  failed: "bad",
  error: "bad",
});
