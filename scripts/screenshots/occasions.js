/** @typedef {{ language: 'fr' | 'en', size: string, scheme: 'light' | 'dark', fullness: string }} Occasion */

/** @type {Record<string, import('@playwright/test').BrowserContextOptions>} */
export const SIZES = {
	laptop: { viewport: { width: 1440, height: 900 } },
	tablet: { viewport: { width: 1024, height: 768 }, hasTouch: true },
	phone: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 }
}

const CHOICES = {
	language: /** @type {const} */ (['fr', 'en']),
	size: Object.keys(SIZES),
	scheme: /** @type {const} */ (['light', 'dark']),
	fullness: ['empty', 'ordinary', 'overfull']
}

/**
 * Every combination that the words allow: `phone dark` leaves two languages out but French, for French is what is meant
 * unless English is asked for.
 *
 * @param {string[]} words
 * @returns {Occasion[]}
 */
export function listOccasions(words) {
	const known = Object.values(CHOICES).flat()
	const strange = words.find((word) => !known.includes(word))
	if (strange !== undefined) throw new Error(`"${strange}" is none of ${known.join(', ')}`)

	/** @template {string} T @param {readonly T[]} all @returns {readonly T[]} */
	const among = (all) => (all.some((one) => words.includes(one)) ? all.filter((one) => words.includes(one)) : all)
	const languages = words.includes('en') ? among(CHOICES.language) : /** @type {const} */ (['fr'])
	return languages.flatMap((language) =>
		among(CHOICES.size).flatMap((size) =>
			among(CHOICES.scheme).flatMap((scheme) =>
				among(CHOICES.fullness).map((fullness) => ({ language, size, scheme, fullness }))
			)
		)
	)
}
