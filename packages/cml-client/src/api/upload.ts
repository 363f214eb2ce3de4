/** A file to send. */
export type CmlUpload = CmlFileUpload | CmlContentUpload;

/** A file of this machine. */
export interface CmlFileUpload {
  /** Where it is. It is read in two buffers, by turns, however large it is. */
  readonly file: string | URL;
  /** See {@link CmlContentUpload.name}. @defaultValue the file's own */
  readonly name?: string;
}

/** A file whose bytes come from elsewhere. */
export interface CmlContentUpload {
  /** What the controller is to call it, `alpine-3.20.qcow2` say: it ends in .qcow, .qcow2, .iol, .tar or .tar.gz. */
  readonly name: string;
  /** Its size in bytes, which has to be known: a controller does not take an upload without. */
  readonly size: number;
  /**
   * Its bytes, read as fast as the controller takes them: a stream, or anything that gives chunks. It is read once, and ended
   * when the upload fails, whatever for. A new buffer for each chunk, as streams of `node:fs` make, is garbage that waits for
   * its collector: `file` makes none.
   */
  readonly content: AsyncIterable<Uint8Array>;
}
