import { theText, wholeList } from "../answers/kinds.ts";
import type { CmlUpload } from "../api/upload.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { type KnownKeys, refuseUnknown } from "../known-keys.ts";
import type { CmlUploadOptions, Transfer } from "../transfer/transfer.ts";
import { answering, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";
import { notUnderstood } from "../transport/json.ts";

/** The drop folder: files that image definitions can be made of. */
export interface CmlImages {
  /** Names of the files. */
  list(options?: CmlCallOptions): Promise<string[]>;
  /** Deletes a file. @throws CmlError `not_found` */
  remove(fileName: string, options?: CmlCallOptions): Promise<void>;
  /**
   * Puts a file into the folder, as fast as the controller takes it. There is no time limit but `timeoutMs`, if given, and
   * the client's `transfers.stallMs`. The login is made, or asked about, before the file is read; a file that was begun is
   * never sent again by itself.
   *
   * @throws CmlError `invalid_request` when name, size or content are not right: the size too, as soon as that shows
   * @example
   * ```ts
   * await cml.images.upload({ file: "images/alpine-3.20.qcow2" });
   * await cml.images.upload({ name: "alpine-3.20.qcow2", size, content: stream });
   * ```
   */
  upload(file: CmlUpload, options?: CmlUploadOptions): Promise<void>;
}

const list = answering("GET /list_image_definition_drop_folder", wholeList(theText));
const remove = doing("DELETE /images/manage/{filename}");
const upload = doing("POST /images/upload");

const UPLOAD_OPTIONS: KnownKeys<CmlUploadOptions> = { signal: true, timeoutMs: true, onProgress: true };

/** The `images` group of a client. */
export function createImages(call: Call, transfer: Pick<Transfer, "upload">): CmlImages {
  return {
    async upload(file, options = {}) {
      refuseUnknown("the options of images.upload", options, UPLOAD_OPTIONS);
      const accepted = await transfer.upload(file, options);
      if (upload.read(accepted.answer, undefined) === undefined) throw notUnderstood(accepted, upload.name);
    },
    list: (options) => call(list, options),
    remove: (fileName, options) => call(remove, { ...options, path: { filename: fileName } }),
  };
}
