import type { Day } from './day.ts'
import type { MemberId } from './member.ts'

/** Where a picture may be shown; each refines the general answer about the image. */
export const IMAGE_USES = ['image-site', 'image-social', 'image-press', 'image-display'] as const
export type ImageUse = (typeof IMAGE_USES)[number]

/**
 * What a member is asked to agree to: keeping his data, showing his image (`image` for all uses, then use by use), and
 * being sent news. Being called to a meeting is not asked for: whoever refuses news still gets that.
 */
export const CONSENT_PURPOSES = ['data', 'image', ...IMAGE_USES, 'newsletter'] as const
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number]

/** Purposes that came after others had been stored: what is absent was never asked. */
type LatePurpose = Exclude<ConsentPurpose, 'data' | 'image'>

/** An answer, and all that is known of it. */
export type Answer = {
	given: boolean
	/** Day of the answer; empty when unknown. */
	on: Day | ''
	/** The last day on which a yes holds; absent or empty for ever. */
	until?: Day | ''
	/** How it was had: one of `ANSWER_SOURCES`, or as the person typed it; absent when nobody said. */
	source?: string
}

/** How an answer may have been had; each equals the end of its key in the catalogue. */
export const ANSWER_SOURCES = ['paper', 'online', 'email', 'oral', 'import'] as const

/** Longest source that a person may type, in UTF-16 units. */
export const MAX_SOURCE_LENGTH = 200

/** A member's answer for one purpose; without a row he was never asked. */
export type Consent = Omit<Answer, 'source'> & {
	id: string
	memberId: MemberId
	purpose: ConsentPurpose
	/** How the answer was had; `form` when nobody said. */
	source: string
}

/** The answers as a form edits them: `null`, or absent, means never asked. */
export type ConsentAnswers = Record<'data' | 'image', Answer | null> & Partial<Record<LatePurpose, Answer | null>>

export const NO_ANSWERS: ConsentAnswers = { data: null, image: null }

const UNSAID = 'form'

/** What a row says, without what it does not know. */
export const answerOf = ({ given, on, until, source }: Consent): Answer => ({
	...{ given, on },
	...(until ? { until } : {}),
	...(source === UNSAID ? {} : { source })
})

/** The row that keeps an answer. A refusal has no end. */
export const consentOf = (
	{ given, on, until, source }: Answer,
	key: Pick<Consent, 'id' | 'memberId' | 'purpose'>
): Consent => ({
	...key,
	...{ given, on, source: source?.trim().slice(0, MAX_SOURCE_LENGTH) || UNSAID },
	...(given && until ? { until } : {})
})

/** Whether two answers say the same, whatever they leave out. */
export const isSameAnswer = (one: Answer | null | undefined, other: Answer | null | undefined): boolean =>
	one?.given === other?.given &&
	(['on', 'until', 'source'] as const).every((part) => (one?.[part] ?? '') === (other?.[part] ?? ''))

/** Whether a purpose is a use of the image. */
export const isImageUse = (purpose: ConsentPurpose): purpose is ImageUse => IMAGE_USES.some((use) => use === purpose)

/** The answer that counts for a purpose: for a use of the image that was not answered by itself, the general one. */
export const answerFor = (answers: ConsentAnswers, purpose: ConsentPurpose): Answer | null =>
	answers[purpose] ?? (isImageUse(purpose) ? answers.image : null)

/** What an answer is worth on a day: a yes, a no, one that was never asked for, or a yes whose time is over. */
export type AnswerState = 'yes' | 'no' | 'never' | 'expired'

/** What the answer for a purpose is worth today. */
export function answerState(answers: ConsentAnswers, purpose: ConsentPurpose, today: Day): AnswerState {
	const answer = answerFor(answers, purpose)
	if (answer === null) return 'never'
	if (!answer.given) return 'no'
	return isOver(answer, today) ? 'expired' : 'yes'
}

/** Whether the time of a yes is over. */
export const isOver = ({ given, until }: Answer, today: Day): boolean => given && !!until && until < today

/** The uses of the image for which another answer counts than the general one. */
export const listExceptions = (answers: ConsentAnswers): ImageUse[] =>
	IMAGE_USES.filter((use) => {
		const own = answers[use]
		return own != null && own.given !== answers.image?.given
	})
