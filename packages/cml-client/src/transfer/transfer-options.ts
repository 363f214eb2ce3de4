/** How uploads and downloads are watched over. They have no time limit of their own: they take as long as they take. */
export interface CmlTransferOptions {
  /**
   * Longest standstill, in milliseconds: of an upload, without a byte given by the content or taken by the controller, and
   * then without its answer; of a download, before it begins. One that has begun lasts as long as the connection.
   * @defaultValue 120_000
   */
  readonly stallMs?: number;
}

/** What was sent so far. */
export interface CmlUploadProgress {
  /** Bytes of the file that were handed to the connection, which took them. */
  readonly sentBytes: number;
  readonly totalBytes: number;
}
