/**
 * A place in the event log, as clients keep it: `<log>-<sequence>`. A sequence alone would pass for a place in whatever
 * log the service has when the client comes back: an empty one after a restart without a database, say.
 */
export function positionAt(logId: string, sequence: number): string {
  return `${logId}-${sequence}`;
}

/** @returns The sequence; `undefined` for a place in another log, or none at all. */
export function sequenceIn(logId: string, position: string): number | undefined {
  const sequence = position.slice(logId.length + 1);
  if (!/^\d{1,15}$/.test(sequence)) return undefined;
  return position === positionAt(logId, Number(sequence)) ? Number(sequence) : undefined;
}
