/** How uploads and downloads are watched over. They have no time limit of their own: they take as long as they take. */
export interface CmlTransferOptions {
  /**
   * Longest standstill, in milliseconds: of an upload, without a byte given by the content or taken by the controller, and
   * then without its answer; of a download, before it begins, and then without a byte while its stream is read. Whoever
   * reads slowly may take all the time there is. @defaultValue 120_000
   */
  readonly stallMs?: number;
}

/** What was sent so far. */
export interface CmlUploadProgress {
  /** Bytes of the file that were handed to the connection, which took them. */
  readonly sentBytes: number;
  readonly totalBytes: number;
}
