export function installsEverything(version: string): boolean;
export function nodeOfNpm(): { readonly binary: string; readonly version: string };
