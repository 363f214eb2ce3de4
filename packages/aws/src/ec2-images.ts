import type { DescribeImagesCommandInput, Image } from "@aws-sdk/client-ec2";
import {
  type CallOptions,
  type Clock,
  CoreError,
  type ImageCatalog,
  type ImageInfo,
  systemClock,
} from "@cml-fleet/core";
import { batches } from "./batches.ts";
import { abortedError, unlessAborted } from "./call.ts";
import { type Ec2Clients, ec2Api } from "./ec2-api.ts";
import { imageCache } from "./image-cache.ts";
import { newestFirst, toImageInfo } from "./image-mapping.ts";
import { pages } from "./pages.ts";

/** What {@link ec2Images} needs. */
export interface Ec2ImagesOptions {
  /** The EC2 client of a region: `awsClients().ec2`, or your own. */
  readonly clients: Ec2Clients;
  /** @defaultValue the system's clock */
  readonly clock?: Clock;
}

/** Values one filter takes. */
const IDS_PER_CALL = 200;

const PAGE_SIZE = 1_000;

/**
 * Machine images on EC2. Details by id are remembered for a day ("no such image" for ten minutes), at most 5,000 of
 * them, and many that ask at the same time cause one call. Searches by name always ask EC2.
 */
export function ec2Images(options: Ec2ImagesOptions): ImageCatalog {
  const { clients, clock = systemClock } = options;
  const api = ec2Api(clients);
  const cache = imageCache(clock);

  async function describe(
    region: string,
    input: DescribeImagesCommandInput,
    callOptions: CallOptions,
  ): Promise<ImageInfo[]> {
    const found: Image[] = [];
    for await (const page of pages((next) =>
      api.describeImages(region, { ...input, ...next }, callOptions),
    )) {
      found.push(...(page.Images ?? []));
    }
    return found.map((image) => toImageInfo(image, region));
  }

  /** Asks by filter: by id, one withdrawn image would fail the call. */
  async function describeByIds(region: string, ids: string[]): Promise<Map<string, ImageInfo>> {
    const images = await describe(
      region,
      {
        Filters: [{ Name: "image-id", Values: ids }],
        MaxResults: PAGE_SIZE,
        IncludeDeprecated: true,
        IncludeDisabled: true,
      },
      // Others may wait for this answer, so no single caller may call it off.
      {},
    );
    return new Map(images.map((image) => [image.id, image]));
  }

  function ask(region: string, ids: string[]): [string, Promise<ImageInfo | undefined>][] {
    const images = describeByIds(region, ids);
    return ids.map((id) => {
      const answer = images.then((found) => found.get(id));
      cache.put(`${region}/${id}`, answer);
      return [id, answer];
    });
  }

  return {
    async find({ region, name, owners }, callOptions = {}) {
      if (owners.length === 0) {
        throw new CoreError(`Cannot look for images named ${name} without saying whose: pass "owners".`, {
          code: "invalid_input",
        });
      }
      const Filters = [{ Name: "name", Values: [name] }];
      const images = await describe(
        region,
        { Owners: [...owners], Filters, MaxResults: PAGE_SIZE },
        callOptions,
      );
      return images.sort(newestFirst);
    },

    async get(region, ids, callOptions = {}) {
      const { signal } = callOptions;
      if (signal?.aborted) throw abortedError({ operation: "DescribeImages", region }, signal.reason);
      const wanted = [...new Set(ids)];
      const known = new Map(wanted.map((id) => [id, cache.get(`${region}/${id}`)]));
      const unknown = wanted.filter((id) => known.get(id) === undefined);
      const asked = new Map(batches(unknown, IDS_PER_CALL).flatMap((batch) => ask(region, batch)));
      const answers = Promise.all(wanted.map((id) => known.get(id) ?? asked.get(id)));
      const images = await unlessAborted(answers, { operation: "DescribeImages", region }, callOptions);
      return new Map(images.flatMap((image) => (image ? [[image.id, image]] : [])));
    },
  };
}
