// Some npm 9, as it comes with Node.js 20.0, asks for glibc by a name that Node.js never used, and so leaves out every
// package which needs glibc: the binaries of the build tools. This lets it find what it asks for.
const getReport = process.report.getReport.bind(process.report);

process.report.getReport = (...args) => {
  const report = getReport(...args);
  report.header.glibcRuntimeVersion ??= report.header.glibcVersionRuntime;
  return report;
};
