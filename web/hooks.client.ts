import type { HandleClientError } from '@sveltejs/kit/hooks'
import { loadWords } from '#web/language.ts'
import { m } from '#web/paraglide/messages.js'

/** Nothing is shown before there are words for it. */
export const init = loadWords

/** The last net: what no screen expected. The detail is for the console, the sentence for the person. */
export const handleError: HandleClientError = ({ kind, error }) => {
	// A page that is not there is told to its visitor; it is nobody's bug.
	if (kind === 'unknown') console.error(error)
	return { message: m.unexpected_title() }
}
