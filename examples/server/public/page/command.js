// @ts-check
/** Longest wait for an answer, in milliseconds. AWS may let a command wait while it is busy. */
const PATIENCE_MS = 30_000;

/**
 * Asks the service to do something with a worker. What comes of it arrives by the stream.
 *
 * @param {import("./worker.js").Worker} worker
 * @param {"start" | "stop"} verb
 * @returns {Promise<string | undefined>} What went wrong, as a sentence.
 */
export async function command(worker, verb) {
  const path = `/api/workers/region/${worker.aws_region}/workers/${worker.id}/${verb}`;
  const giveUp = new AbortController();
  const timer = setTimeout(() => giveUp.abort(), PATIENCE_MS);
  try {
    const response = await fetch(path, { method: "POST", signal: giveUp.signal });
    if (response.ok) return undefined;
    const { detail } = await response.json().catch(() => ({}));
    return detail ?? `The service refused to ${verb} ${worker.name} (HTTP ${response.status}).`;
  } catch {
    return giveUp.signal.aborted
      ? `The service did not answer within ${PATIENCE_MS / 1_000} s when asked to ${verb} ${worker.name}. ` +
          "It may do so still: the status will show it. If it does not change, try again."
      : `The service cannot be reached to ${verb} ${worker.name}. See that it runs, then try again.`;
  } finally {
    clearTimeout(timer);
  }
}
