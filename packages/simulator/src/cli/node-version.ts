/** Says that this Node.js is too old, if it is. @param needed As `engines` has it: `>=22.19` */
export function refusalOf(running: string, needed: string): string | undefined {
  const [[major, minor], [leastMajor, leastMinor]] = [numbersOf(running), numbersOf(needed)];
  if (major > leastMajor || (major === leastMajor && minor >= leastMinor)) return undefined;
  return `This is Node.js ${running}, and Node.js ${leastMajor}.${leastMinor} or newer is needed: install one from https://nodejs.org.`;
}

function numbersOf(text: string): readonly [major: number, minor: number] {
  const [, major, minor = 0] = /(\d+)(?:\.(\d+))?/.exec(text) ?? [];
  return [Number(major), Number(minor)];
}
