import type { Day } from './day.ts'
import type { MemberId } from './member.ts'

/** What a member is asked to agree to: keeping his data, or showing his image. Further purposes come with newsletters. */
export type ConsentPurpose = 'data' | 'image'

export const CONSENT_PURPOSES = ['data', 'image'] as const satisfies ConsentPurpose[]

/** A member's answer for one purpose, and the day he gave it; without a row he was never asked. */
export type Consent = {
	id: string
	memberId: MemberId
	purpose: ConsentPurpose
	given: boolean
	/** Day of the answer; empty when unknown. */
	on: Day | ''
	/** How the answer was had, as the person typed it, or `form`. */
	source: string
}

/** The answers as a form edits them: `null` means never asked. */
export type ConsentAnswers = Record<ConsentPurpose, { given: boolean; on: Day | '' } | null>

export const NO_ANSWERS: ConsentAnswers = { data: null, image: null }
