import type { HandleClientError } from '@sveltejs/kit/hooks'
import { m } from '#web/paraglide/messages.js'

/** The last net: what no screen expected. The detail is for the console, the sentence for the person. */
export const handleError: HandleClientError = ({ error, status }) => {
	if (status !== 404) console.error(error)
	return { message: m.unexpected_title() }
}
