/** Makes identifiers: UUIDv7 (RFC 9562), so that they sort by the time they were made. */
export interface Ids {
  next(): string;
}
