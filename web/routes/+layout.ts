import { typefaceLoaded } from '#web/shell/typeface.ts'

export const ssr = false
export const prerender = false

/** Nothing can be shown before it is known whether the browser keeps the club's data. */
export const load = async () => {
	const opening = import('#web/shell/opening.ts').then(({ openAtStart }) => openAtStart())
	const [opened] = await Promise.all([opening, typefaceLoaded()])
	return opened
}
