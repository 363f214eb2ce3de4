import { CmlApiError, json } from "../answer.ts";
import { receiveFile } from "../images/receive-file.ts";
import type { OperationTable } from "../operation.ts";

/**
 * The drop folder: files that image definitions can be made of. That whoever is logged in may upload, and may delete what
 * others uploaded, is an assumption: the document declares no refusal for any of this.
 */
export const imageOperations: OperationTable = {
  "POST /images/upload": {
    access: "user",
    readsBody: true,
    async handle({ controller }, request) {
      const file = await receiveFile(request);
      controller.droppedFiles.set(file.name, file);
      return json("Success");
    },
  },
  "GET /list_image_definition_drop_folder": {
    access: "user",
    handle: ({ controller }) => json([...controller.droppedFiles.keys()]),
  },
  "DELETE /images/manage/{filename}": {
    access: "user",
    handle({ controller, path: { filename = "" } }) {
      if (controller.droppedFiles.delete(filename)) return json("Success");
      throw new CmlApiError(404, `File not found: ${filename}`);
    },
  },
};
