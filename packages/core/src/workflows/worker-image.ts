import type { ImageInfo } from "../ports/images.ts";
import type { WorkerImage } from "../worker/index.ts";

/** What a worker remembers of its image. */
export function workerImage(id: string, image: ImageInfo | undefined): WorkerImage {
  return {
    id,
    ...(image?.name && { name: image.name }),
    ...(image?.description && { description: image.description }),
    ...(image?.createdAt && { createdAt: image.createdAt }),
  };
}
