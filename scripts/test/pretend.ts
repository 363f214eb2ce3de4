/** Arguments that make Node.js say it is another version. */
export const pretend = (version: string): readonly string[] => [
  "--import",
  `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"${version}"}})`,
];
