import type { Timestamp } from "../kernel/time.ts";
import type { CallOptions } from "./instances.ts";

/** A machine image. Name, description and creation time never change once it exists. */
export interface ImageInfo {
  readonly region: string;
  readonly id: string;
  readonly name?: string;
  readonly description?: string;
  readonly createdAt?: Timestamp;
  readonly ownerId?: string;
}

/** Which images to look for. */
export interface ImageQuery {
  readonly region: string;
  /** Image name; `*` stands for any characters, `?` for one. Case matters. */
  readonly name: string;
  /**
   * Accounts whose images may match; `self` is the caller's own. There is no default and no way to say
   * "anyone": an image named like yours by a stranger is an old attack.
   */
  readonly owners: readonly [string, ...string[]];
}

/** Looks up machine images. Answers may come from a cache, since images do not change. */
export interface ImageCatalog {
  /** Every image that matches, newest first. @throws CoreError */
  find(query: ImageQuery, options?: CallOptions): Promise<ImageInfo[]>;

  /** Details by image id; an image that is unknown or withdrawn is left out. @throws CoreError */
  get(region: string, ids: readonly string[], options?: CallOptions): Promise<ReadonlyMap<string, ImageInfo>>;
}
