import { deriveActionColours } from '#shared/action-colours.ts'
import type { ClubLook } from '#shared/club-look.ts'

/** The tokens of web/styles/themes that the club's colour replaces; none without one. */
export function actionTokens(colour: ClubLook['colour'], shade: 'light' | 'dark'): Record<string, string> {
	if (colour === '') return {}
	const { action, onAction, actionHover, chosen, onChosen } = deriveActionColours(colour, shade)
	return {
		'--color-primary': action,
		'--color-primary-content': onAction,
		'--action-hover': actionHover,
		'--focus': action,
		'--chosen': chosen,
		'--chosen-ink': onChosen
	}
}
