import { formatDay, isDay, type Day } from '#shared/day.ts'
import { GUARDIAN_PLACES } from '#shared/guardian.ts'
import type { Member } from '#shared/member.ts'
import type { FieldChange } from '#shared/member-import/difference.ts'
import { customIdIn } from '#shared/member-import/custom-cell.ts'
import { isAnswerField, type ImportField } from '#shared/member-import/field.ts'
import { guardianTarget } from '#shared/member-import/guardian-target.ts'
import { LINE_KINDS, type ImportPlan, type LineKind, type PlannedLine } from '#shared/member-import/plan.ts'
import { rightWord } from '#web/family/family-words.ts'
import { warningText } from '#web/members/form-words.ts'
import { sportPaperWord } from '#web/sport/sport-words.ts'
import { m } from '#web/paraglide/messages.js'
import type { IconName } from '#web/ui/icons.ts'
import { remarkText } from './fault-words.ts'

type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger'
type KindWords = { many: () => string; one: () => string; tone: Tone; icon: IconName }

/** What becomes of a line: in words, a colour and a shape. */
export const KINDS: Record<LineKind, KindWords> = {
	created: { many: m.import_kind_created, one: m.import_one_created, tone: 'success', icon: 'add' },
	changed: { many: m.import_kind_changed, one: m.import_one_changed, tone: 'info', icon: 'edit' },
	unchanged: { many: m.import_kind_unchanged, one: m.import_one_unchanged, tone: 'neutral', icon: 'check' },
	error: { many: m.import_kind_error, one: m.import_one_error, tone: 'danger', icon: 'error' },
	duplicate: { many: m.import_kind_duplicate, one: m.import_one_duplicate, tone: 'warning', icon: 'copy' },
	'left-out': { many: m.import_kind_left_out, one: m.import_one_left_out, tone: 'neutral', icon: 'close' }
}

/** Which lines are shown. */
export type LineFilter = LineKind | 'all'

/** The filters that leave something, each with how many. */
export function listFilters({ counts, lines }: ImportPlan): { value: LineFilter; label: string; count: number }[] {
	const kinds = LINE_KINDS.map((kind) => ({ value: kind, label: KINDS[kind].many(), count: counts[kind] }))
	const all = { value: 'all' as const, label: m.import_kind_all(), count: lines.length }
	return [all, ...kinds.filter(({ count }) => count > 0)]
}

/** A value of a change as a person reads it. */
export function changeText(field: FieldChange['field'], text: string): string {
	if (text === '') return m.import_empty_value()
	if (isAnswerField(field) || (customIdIn(field) !== undefined && (text === 'yes' || text === 'no')))
		return text === 'yes' ? m.members_answer_yes() : m.members_answer_no()
	if (field === 'sportPaper') return sportPaperWord(text)
	return isDay(text) ? formatDay(text as Day) : text
}

/** What a new record will hold besides the name, in a line. */
export function summarize({ read }: PlannedLine): string {
	const { birthDate, email, phone, address, postalCode, city } = read.given
	const place = [postalCode?.value, city?.value].filter(Boolean).join(' ')
	const day = birthDate && formatDay(birthDate.value as Day)
	const guardians = GUARDIAN_PLACES.map((one) => read.guardians[guardianTarget(one, 'name')]?.value)
	const details = [day, email?.value, phone?.value, address?.value, place, read.club, ...guardians]
	return details.filter(Boolean).join(' · ')
}

/** What tells a member from others of his name. */
export function tellApart({ birthDate, email, phone, city }: Member): string {
	const details = [birthDate && formatDay(birthDate), email, phone, city].filter(Boolean).slice(0, 2)
	return details.join(', ') || m.import_who_no_detail()
}

/** What was taken for granted, or looks odd, about each field of a line. */
export function listRemarks({ read, warnings, replaced }: PlannedLine): { field: ImportField; text: string }[] {
	const fields = Object.keys(read.remarks) as ImportField[]
	const taken = fields.flatMap((field) => {
		const code = read.remarks[field]
		const raw = read.raw[field] ?? ''
		const value = field === 'birthDate' ? formatDay((read.given.birthDate?.value ?? '') as Day) : ''
		return code ? [{ field, text: remarkText(code, { raw, value }) }] : []
	})
	const odd = Object.entries(warnings).map(([field, code]) => ({
		field: field as ImportField,
		text: warningText(code)
	}))
	const losing = replaced.map(({ place, name, rights }) => ({
		field: guardianTarget(place, 'name'),
		text: m.import_rights_lost({
			name: name || m.import_empty_value(),
			rights: rights.map(rightWord).join(', ').toLowerCase()
		})
	}))
	return [...taken, ...odd, ...losing]
}
