import { CONSENT_PURPOSES, type ConsentAnswers } from '#shared/consent.ts'
import { formatCsv } from '#shared/csv.ts'
import { formatDay } from '#shared/day.ts'
import type { Member, MemberId } from '#shared/member.ts'
import { m } from '#web/paraglide/messages.js'
import { answerWord, PURPOSES } from './consent-words.ts'

const COLUMNS: readonly { title: () => string; text: (member: Member) => string }[] = [
	{ title: m.members_field_last_name, text: (member) => member.lastName },
	{ title: m.members_field_first_name, text: (member) => member.firstName },
	{ title: m.members_field_birth_date, text: (member) => formatDay(member.birthDate) },
	{ title: m.members_field_email, text: (member) => member.email },
	{ title: m.members_field_phone, text: (member) => member.phone },
	{ title: m.members_field_address, text: (member) => member.address },
	{ title: m.members_field_postal_code, text: (member) => member.postalCode },
	{ title: m.members_field_city, text: (member) => member.city },
	{ title: m.members_field_notes, text: (member) => member.notes }
]

/** Members as a file for a spreadsheet, one row each in the order given, headed by the names of the fields. */
export function formatMembersCsv(members: Member[], answersOf: (id: MemberId) => ConsentAnswers): string {
	const consentTitles = CONSENT_PURPOSES.flatMap((purpose) => [PURPOSES[purpose].title(), PURPOSES[purpose].csvDay()])
	const head = [...COLUMNS.map(({ title }) => title()), ...consentTitles]
	const rows = members.map((member) => [
		...COLUMNS.map(({ text }) => text(member)),
		...CONSENT_PURPOSES.flatMap((purpose) => {
			const answer = answersOf(member.id)[purpose]
			return [answerWord(answer), formatDay(answer?.on ?? '')]
		})
	])
	return formatCsv([head, ...rows])
}
