/** Where the words are and what is made of them: one setting for Vite, for Vitest and for scripts/generate.js. */
export const MESSAGES = {
	project: 'web/project.inlang',
	outdir: 'web/lib/paraglide',
	/** @type {['localStorage', 'baseLocale']} */
	strategy: ['localStorage', 'baseLocale']
}
