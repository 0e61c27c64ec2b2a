import { GUARDIAN_PLACES, type GuardianPlace } from '#shared/guardian.ts'

/** What a column may say of a guardian; his rights are given in the form alone. */
export const GUARDIAN_TEXTS = ['name', 'relation', 'email', 'phone'] as const
export type GuardianText = (typeof GUARDIAN_TEXTS)[number]

/** A column about the guardian of one place. */
export type GuardianTarget = `guardian${GuardianPlace}-${GuardianText}`

/** The columns about guardians, place by place. */
export const GUARDIAN_TARGETS: readonly GuardianTarget[] = GUARDIAN_PLACES.flatMap((place) =>
	GUARDIAN_TEXTS.map((text) => guardianTarget(place, text))
)

/** The column that holds one text of the guardian of a place. */
export function guardianTarget(place: GuardianPlace, text: GuardianText): GuardianTarget {
	return `guardian${place}-${text}`
}

/** The place and the text that a column is about, `undefined` when it is about no guardian. */
export function guardianIn(target: string): { place: GuardianPlace; text: GuardianText } | undefined {
	for (const place of GUARDIAN_PLACES) {
		const text = GUARDIAN_TEXTS.find((one) => guardianTarget(place, one) === target)
		if (text) return { place, text }
	}
	return undefined
}
