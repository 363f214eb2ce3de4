import type { InstanceSnapshot } from "../ports/instances.ts";

/**
 * Where the controllers of a fleet are. A machine's own tags win over the fleet's settings:
 * `cml:endpoint` (a whole URL), `cml:address` (`public` or `private`), `cml:port`.
 */
export interface EndpointPolicy {
  /** Which address of the machine to use. @defaultValue "public" */
  readonly address?: "public" | "private";
  /** TCP port, 1 to 65535. @defaultValue 443 */
  readonly port?: number;
  /**
   * A whole URL for all machines, for fleets behind a proxy. `{public_ip}`, `{private_ip}` and `{instance_id}` are
   * filled in; a machine that lacks a value named has no endpoint.
   */
  readonly url?: string;
  /** Whether tags may say where the controller is: whoever may tag machines then decides. @defaultValue true */
  readonly tags?: boolean;
}

/**
 * Where the controller of this machine is; `undefined` while the machine does not run, or has no such address.
 * Only `https` URLs are used: a login must not travel in clear. A tag that makes no sense is passed over.
 */
export function endpointOf(snapshot: InstanceSnapshot, policy: EndpointPolicy = {}): string | undefined {
  const { address = "public", port = 443, url, tags: useTags = true } = policy;
  if (snapshot.power !== "running") return undefined;
  const tags = useTags ? (snapshot.tags ?? {}) : {};
  const template = httpsUrl(fill(tags["cml:endpoint"], snapshot)) ?? httpsUrl(fill(url, snapshot));
  if (template) return template;
  if (url !== undefined) return undefined;
  const which =
    tags["cml:address"] === "private" || tags["cml:address"] === "public" ? tags["cml:address"] : address;
  const host = which === "private" ? snapshot.privateIp : snapshot.publicIp;
  if (host === undefined) return undefined;
  return httpsUrl(`https://${host.includes(":") ? `[${host}]` : host}:${portOf(tags["cml:port"]) ?? port}`);
}

function fill(
  template: string | undefined,
  { publicIp, privateIp, id }: InstanceSnapshot,
): string | undefined {
  const values: Record<string, string | undefined> = {
    public_ip: publicIp,
    private_ip: privateIp,
    instance_id: id,
  };
  let complete = template !== undefined;
  const filled = template?.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) complete = false;
    return value ?? "";
  });
  return complete ? filled : undefined;
}

function httpsUrl(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== "https:" || url.username || url.password) return undefined;
  return url.href.replace(/\/$/, "");
}

function portOf(text: string | undefined): number | undefined {
  const port = Number(text ?? "");
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : undefined;
}
