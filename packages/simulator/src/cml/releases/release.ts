/** The releases that controllers behave like, oldest first. */
export const releases = ["2.7", "2.8", "2.9", "2.10"] as const;

export type Release = (typeof releases)[number];

/** The release that a version belongs to, by its first two numbers; the nearest one of those there are, 2.9 without numbers. */
export function releaseOf(version: string): Release {
  const [, major, minor] = /^(\d+)\.(\d+)/.exec(version) ?? [];
  if (major === undefined) return "2.9";
  const [oldest, newest] = [releases[0], releases[releases.length - 1]!];
  if (Number(major) !== 2) return Number(major) < 2 ? oldest : newest;
  return releases.findLast((release) => Number(release.split(".")[1]) <= Number(minor)) ?? oldest;
}

/** Whether one release came before another. */
export function isBefore(one: Release, other: Release): boolean {
  return releases.indexOf(one) < releases.indexOf(other);
}
