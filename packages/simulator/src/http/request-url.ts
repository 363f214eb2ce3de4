import type { IncomingMessage } from "node:http";

/**
 * What a request asks for. Two slashes at the beginning are a path with an empty part, not the name of another host;
 * only who asks through a proxy writes the whole address.
 */
export function requestUrl({ url = "/" }: IncomingMessage): URL {
  const here = "http://here";
  return url.startsWith("/") ? new URL(`${here}${url}`) : new URL(url, here);
}
