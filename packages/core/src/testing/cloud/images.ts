import { CoreError } from "../../errors.ts";
import type { ImageCatalog, ImageInfo } from "../../ports/images.ts";
import type { CloudFaults } from "./faults.ts";

/** The catalogue of the images planted. `self` is `account`. */
export function imageCatalog(
  images: ReadonlyMap<string, ImageInfo>,
  faults: CloudFaults,
  account: string,
): ImageCatalog {
  return {
    async find({ region, name, owners }, options = {}) {
      if (owners.length === 0) {
        throw new CoreError(`Cannot look for images named ${name} without saying whose: pass "owners".`, {
          code: "invalid_input",
        });
      }
      faults.enter("findImages", options);
      const error = faults.ofRegion("findImages", region);
      if (error) throw error;
      const pattern = patternOf(name);
      const accounts = owners.map((owner) => (owner === "self" ? account : owner));
      return [...images.values()]
        .filter(
          (image) =>
            image.region === region &&
            pattern.test(image.name ?? "") &&
            accounts.includes(image.ownerId ?? ""),
        )
        .sort((one, other) => ((one.createdAt ?? "") < (other.createdAt ?? "") ? 1 : -1))
        .map((image) => structuredClone(image));
    },
    async get(region, ids, options = {}) {
      faults.enter("getImages", options);
      const error = faults.ofRegion("getImages", region);
      if (error) throw error;
      const found = new Map<string, ImageInfo>();
      for (const id of ids) {
        const image = images.get(`${region}/${id}`);
        if (image) found.set(id, structuredClone(image));
      }
      return found;
    },
  };
}

function patternOf(name: string): RegExp {
  const source = name
    .replace(/[.+^${}()|[\]\\]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "s");
}
