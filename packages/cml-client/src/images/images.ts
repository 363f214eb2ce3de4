import { theText, wholeList } from "../answers/kinds.ts";
import type { CmlCallOptions } from "../call-options.ts";
import { answering, doing } from "../transport/answers.ts";
import type { Call } from "../transport/call.ts";

/** The drop folder: files that image definitions can be made of. */
export interface CmlImages {
  /** Names of the files. */
  list(options?: CmlCallOptions): Promise<string[]>;
  /** Deletes a file. @throws CmlError `not_found` */
  remove(fileName: string, options?: CmlCallOptions): Promise<void>;
}

const list = answering("GET /list_image_definition_drop_folder", wholeList(theText));
const remove = doing("DELETE /images/manage/{filename}");

/** The `images` group of a client. */
export function createImages(call: Call): CmlImages {
  return {
    list: (options) => call(list, options),
    remove: (fileName, options) => call(remove, { ...options, path: { filename: fileName } }),
  };
}
