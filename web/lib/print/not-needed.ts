/** Stands in for what jsPDF could load and is never asked to: see vite.config.ts. */
export default undefined
