/** ISO 8601 with seconds and an explicit zero offset, as controllers write it. */
export function wireTime(atMs: number): string {
  return `${new Date(atMs).toISOString().slice(0, 19)}+00:00`;
}
