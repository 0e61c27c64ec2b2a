import {
	isImageUse,
	isOver,
	listExceptions,
	type Answer,
	type AnswerState,
	type ConsentAnswers,
	type ConsentPurpose
} from '#shared/consent.ts'
import { formatDay, type Day } from '#shared/day.ts'
import { m } from '#web/paraglide/messages.js'

/** How each thing a member is asked to agree to is called; `short` where it is known what it is about. */
const TITLES: Record<ConsentPurpose, { title: () => string; short: () => string }> = {
	data: { title: m.members_field_data_consent, short: m.members_data_consent_short },
	image: { title: m.members_field_image_right, short: m.members_image_right_short },
	'image-site': { title: m.consents_image_site, short: m.consents_image_site_short },
	'image-social': { title: m.consents_image_social, short: m.consents_image_social_short },
	'image-press': { title: m.consents_image_press, short: m.consents_image_press_short },
	'image-display': { title: m.consents_image_display, short: m.consents_image_display_short },
	newsletter: { title: m.consents_newsletter, short: m.consents_newsletter_short }
}

export const purposeTitle = (purpose: ConsentPurpose): string => TITLES[purpose].title()
export const purposeShort = (purpose: ConsentPurpose): string => TITLES[purpose].short()

/** How a form calls the day of an answer. */
export function purposeDay(purpose: ConsentPurpose): string {
	if (purpose === 'data') return m.members_field_data_consent_on()
	if (purpose === 'image') return m.members_field_image_right_on()
	return m.consents_day_of({ what: purposeShort(purpose) })
}

/** How a file calls the day of an answer. */
export function purposeFileDay(purpose: ConsentPurpose): string {
	if (purpose === 'data') return m.members_csv_data_consent_on()
	if (purpose === 'image') return m.members_csv_image_right_on()
	return m.consents_file_day({ what: purposeTitle(purpose) })
}

/** An answer in a word: yes, no, or never asked. */
export function answerWord(answer: Answer | null | undefined): string {
	if (!answer) return m.members_answer_never()
	return answer.given ? m.members_answer_yes() : m.members_answer_no()
}

/** The same, which says of a yes that its time is over. */
export const answerWordOn = (answer: Answer | null, today: Day): string =>
	answer && isOver(answer, today) ? m.consents_answer_expired() : answerWord(answer)

const STATES: Record<AnswerState, () => string> = {
	yes: m.members_answer_yes,
	no: m.members_answer_no,
	never: m.members_answer_never,
	expired: m.consents_state_expired
}

/** What an answer is worth, in a word. */
export const stateWord = (state: AnswerState): string => STATES[state]()

/** What the uses of the image have of their own, in few words; empty when the general answer counts for all. */
export function exceptionWords(answers: ConsentAnswers): string {
	const words = listExceptions(answers).map((use) =>
		(answers[use]?.given ? m.consents_use_yes : m.consents_use_no)({ use: purposeShort(use) })
	)
	return words.join(', ')
}

/** What is said of a purpose that was not answered: a use of the image has the general answer. */
export const unansweredWord = (purpose: ConsentPurpose): string =>
	isImageUse(purpose) ? m.consents_as_image() : m.members_answer_never()

/** An answer with its day, its end and its source. */
export function answerWords(answer: Answer | null): string {
	if (answer === null) return answerWord(answer)
	const { on, until = '', source = '' } = answer
	const day = on === '' ? '' : m.consents_said_on({ day: formatDay(on) })
	return [answerWord(answer), day, detailWords({ until, source })].filter(Boolean).join(', ')
}

/** How long an answer holds and how it was had; empty when nobody said. */
export function detailWords({ until = '', source = '' }: Pick<Answer, 'until' | 'source'>): string {
	const end = until === '' ? '' : m.consents_said_until({ day: formatDay(until) })
	return [end, sourceWord(source)].filter(Boolean).join(', ')
}

const SOURCES: Record<string, () => string> = {
	paper: m.consents_source_paper,
	online: m.consents_source_online,
	email: m.consents_source_email,
	oral: m.consents_source_oral,
	import: m.consents_source_import
}

/** How an answer was had, in words; what a person typed as it stands. */
export const sourceWord = (source: string): string =>
	Object.hasOwn(SOURCES, source) ? (SOURCES[source]?.() ?? source) : source
