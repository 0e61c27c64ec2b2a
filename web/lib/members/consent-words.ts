import type { ConsentAnswers, ConsentPurpose } from '#shared/consent.ts'
import { m } from '#web/paraglide/messages.js'

type PurposeWords = Record<'title' | 'short' | 'day' | 'csvDay', () => string>

/** How each thing a member is asked to agree to is called. */
export const PURPOSES: Record<ConsentPurpose, PurposeWords> = {
	data: {
		title: m.members_field_data_consent,
		short: m.members_data_consent_short,
		day: m.members_field_data_consent_on,
		csvDay: m.members_csv_data_consent_on
	},
	image: {
		title: m.members_field_image_right,
		short: m.members_image_right_short,
		day: m.members_field_image_right_on,
		csvDay: m.members_csv_image_right_on
	}
}

/** An answer in a word: yes, no, or never asked. */
export function answerWord(answer: ConsentAnswers[ConsentPurpose]): string {
	if (answer === null) return m.members_answer_never()
	return answer.given ? m.members_answer_yes() : m.members_answer_no()
}
