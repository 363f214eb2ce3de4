/** What a fleet manager reads of a controller, with one of its labs. */
export function readPaths(labId: string): readonly string[] {
  return [
    "/system_information",
    "/system_stats",
    "/system_health",
    "/licensing",
    "/labs?show_all=true",
    "/populate_lab_tiles",
    `/labs/${labId}`,
    `/labs/${labId}/lab_element_state`,
  ].map((path) => `/api/v0${path}`);
}
