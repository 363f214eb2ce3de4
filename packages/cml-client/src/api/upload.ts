/** A file to send. */
export interface CmlUpload {
  /** What the controller is to call it, `alpine-3.20.qcow2` say: it ends in .qcow, .qcow2, .iol, .tar or .tar.gz. */
  readonly name: string;
  /** Its size in bytes, which has to be known: a controller does not take an upload without. */
  readonly size: number;
  /**
   * Its bytes, read as fast as the controller takes them: a stream of `node:fs`, or anything that gives chunks. It is read
   * once, and ended when the upload fails, whatever for.
   */
  readonly content: AsyncIterable<Uint8Array>;
}
