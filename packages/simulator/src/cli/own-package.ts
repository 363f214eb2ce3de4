/** The package that the program belongs to. */
export interface OwnPackage {
  /** Its folder. */
  readonly folder: URL;
  readonly version: string;
}
