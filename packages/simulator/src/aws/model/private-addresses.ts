import { stateAfter } from "./instance-state.ts";
import type { Region, World } from "./world.ts";

/** Addresses of subnets, each of one instance at a time. */
export interface PrivateAddresses {
  /** Id of the instance that had an address last, which may be gone by now. */
  readonly holders: Map<string, string>;
  /** Where in a subnet to look for the next one. */
  readonly positions: Map<string, number>;
}

export function privateAddresses(): PrivateAddresses {
  return { holders: new Map(), positions: new Map() };
}

/** AWS keeps the first four addresses of a subnet and its last one to itself. */
const reserved = { first: 4, last: 1 } as const;

/** How many instances a subnet of that range can hold. */
export function roomOf(cidr: string): number {
  return rangeOf(cidr).size - reserved.first - reserved.last;
}

/** Whether a text is an address of that range, be it one for instances or not. */
export function isWithin(cidr: string, address: string): boolean {
  const { base, size } = rangeOf(cidr);
  const position = numberOf(address) - base;
  return position >= 0 && position < size;
}

/** Whether AWS has an address of that range to itself. */
export function isReserved(cidr: string, address: string): boolean {
  const { base, size } = rangeOf(cidr);
  const position = numberOf(address) - base;
  return position < reserved.first || position >= size - reserved.last;
}

/** Whether a text is an address of IPv4. */
export function isAddress(text: string): boolean {
  const parts = text.split(".");
  return parts.length === 4 && parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256);
}

/** Whether an instance has that address. Those that are terminated have none. */
export function isTaken({ delays, clock }: World, region: Region, address: string): boolean {
  const holder = region.instances.get(region.privateAddresses.holders.get(address) ?? "");
  const state = holder && stateAfter(holder.order, delays, clock());
  return state !== undefined && state !== "terminated";
}

/** An address of a subnet that no instance has. What was given back is not given out again at once. */
export function freeAddress(world: World, region: Region, cidr: string): string {
  const { positions } = region.privateAddresses;
  const { base } = rangeOf(cidr);
  const room = roomOf(cidr);
  const from = positions.get(cidr) ?? 0;
  for (let look = 0; look < room; look++) {
    const position = (from + look) % room;
    const address = addressOf(base + reserved.first + position);
    if (isTaken(world, region, address)) continue;
    positions.set(cidr, position + 1);
    return address;
  }
  throw new RangeError(`All ${room} addresses of ${cidr} in ${region.name} are in use.`);
}

function rangeOf(cidr: string): { readonly base: number; readonly size: number } {
  const [address = "", bits] = cidr.split("/");
  return { base: numberOf(address), size: 2 ** (32 - Number(bits)) };
}

function numberOf(address: string): number {
  return address.split(".").reduce((number, part) => number * 256 + Number(part), 0);
}

function addressOf(number: number): string {
  return [24, 16, 8, 0].map((bits) => (number >>> bits) & 0xff).join(".");
}
