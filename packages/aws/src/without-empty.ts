/** Leaves out what is not there. EC2 often writes an empty string for it, in place of an address for example. */
export function withoutEmpty<Key extends string>(
  texts: Readonly<Record<Key, string | undefined>>,
): { [K in Key]?: string } {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text)) as { [K in Key]?: string };
}
