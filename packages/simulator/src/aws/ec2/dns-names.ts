/** The name a private address has inside a region. */
export function privateName(region: string, address: string): string {
  const domain = region === "us-east-1" ? "ec2.internal" : `${region}.compute.internal`;
  return `ip-${dashed(address)}.${domain}`;
}

/** The name a public address has everywhere. */
export function publicName(region: string, address: string): string {
  const domain = region === "us-east-1" ? "compute-1" : `${region}.compute`;
  return `ec2-${dashed(address)}.${domain}.amazonaws.com`;
}

function dashed(address: string): string {
  return address.replaceAll(".", "-");
}
