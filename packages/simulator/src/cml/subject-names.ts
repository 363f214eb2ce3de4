import { isIP, isIPv4 } from "node:net";
import { domainToASCII } from "node:url";
import { der, sequence } from "./der.ts";

/**
 * The names a certificate is valid for, as its subjectAltName has them: host names and addresses, each once. What is
 * neither, such as a title with blanks in it, is left out, because no client could come by it.
 */
export function subjectNames(names: readonly string[]): Buffer {
  const written = names.flatMap((name) => generalName(name) ?? []);
  const once = new Map(written.map((name) => [name.toString("hex"), name]));
  return sequence(...once.values());
}

function generalName(name: string): Buffer | undefined {
  if (isIP(name) !== 0) return der(0x87, addressBytes(name));
  const host = domainToASCII(name);
  return host === "" || isIP(host) !== 0 ? undefined : der(0x82, Buffer.from(host, "ascii"));
}

function addressBytes(address: string): Buffer {
  if (isIPv4(address)) return Buffer.from(address.split(".").map(Number));
  // The parser of URLs writes it the shortest way, without an IPv4 address at its end.
  const { hostname } = new URL(`http://[${address.replace(/%.*/, "")}]`);
  const [before = "", after] = hostname.slice(1, -1).split("::");
  const [head, tail] = [groupsIn(before), groupsIn(after ?? "")];
  const zeros = Array.from({ length: 8 - head.length - tail.length }, () => 0);
  const bytes = Buffer.alloc(16);
  for (const [index, group] of [...head, ...zeros, ...tail].entries()) bytes.writeUInt16BE(group, index * 2);
  return bytes;
}

function groupsIn(text: string): readonly number[] {
  return text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
}
