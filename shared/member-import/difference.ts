import { answerFor, CONSENT_PURPOSES, isImageUse, type ConsentAnswers } from '#shared/consent.ts'
import type { CustomFieldId } from '#shared/custom-field.ts'
import type { Guardian } from '#shared/guardian.ts'
import { textOf, type Member } from '#shared/member.ts'
import { clubNameKey } from '#shared/mjc-club.ts'
import { foldPhone, foldText } from '#shared/search.ts'
import { customTarget, isSameValue, listCustomIds } from './custom-cell.ts'
import { CONSENT_FIELDS, PLAIN_FIELDS, type ImportField, type PlainField } from './field.ts'
import { areSameGuardians, listGuardianChanges } from './guardian-cell.ts'
import type { Given, ReadLine } from './line.ts'

/** A member as an import compares him: with his answers, his club by name, and his guardians where he has any. */
export type KnownMember = {
	member: Member
	answers: ConsentAnswers
	clubName: string
	guardians?: readonly Guardian[]
}

/** One field that the import changes. Answers read as `yes`, `no` or ''. */
export type FieldChange = { field: Exclude<ImportField, 'fullName'>; from: string; to: string }

/** Fields where capitals, or accents left out, are no news. */
const NAMES: readonly PlainField[] = ['lastName', 'firstName', 'address', 'city']

/**
 * The fields in which a line differs from a member. A blank cell is no difference, unless `erases` holds its field:
 * then it takes away what is known. The answers to what was asked are never taken away.
 */
export function listDifferences(
	read: ReadLine,
	{ member, answers, clubName, guardians }: KnownMember,
	erases: ReadonlySet<ImportField>
): FieldChange[] {
	const changes: FieldChange[] = []
	for (const field of PLAIN_FIELDS) {
		const isName = field === 'lastName' || field === 'firstName'
		// Where a rule parted the name, the way it is parted in the register is the better one.
		if (isName && read.nameParted) continue
		const from = textOf(member, field)
		const to =
			field === 'notes' ? notesAfter(read, from, erases) : textAfter(field, { given: read.given[field], from, erases })
		if (to !== from) changes.push({ field, from, to })
	}
	const club = read.club === '' && !erases.has('mjcClub') ? clubName : read.club
	if (clubNameKey(club) !== clubNameKey(clubName)) changes.push({ field: 'mjcClub', from: clubName, to: club })
	return [
		...changes,
		...listCustomChanges(read, member, erases),
		...listGuardianChanges(read, guardians, erases),
		...listAnswerChanges(read, answers)
	]
}

function listCustomChanges({ custom }: ReadLine, member: Member, erases: ReadonlySet<ImportField>): FieldChange[] {
	const ids = new Set([...(Object.keys(custom) as CustomFieldId[]), ...listCustomIds(erases)])
	return [...ids].flatMap((id): FieldChange[] => {
		const [given, from] = [custom[id], member.custom?.[id] ?? '']
		if (given ? isSameValue(given, from) : from === '') return []
		return [{ field: customTarget(id), from, to: given?.value ?? '' }]
	})
}

function listAnswerChanges({ consents, raw }: ReadLine, answers: ConsentAnswers): FieldChange[] {
	const changes: FieldChange[] = []
	for (const purpose of CONSENT_PURPOSES) {
		const now = consents[purpose]
		if (!now) continue
		const general = isImageUse(purpose) ? consents.image : undefined
		const before = answers[purpose] ?? general ?? answerFor(answers, purpose)
		const { answer, on, until } = CONSENT_FIELDS[purpose]
		if (now.given !== before?.given) changes.push({ field: answer, from: answerText(before), to: answerText(now) })
		if (on && now.on !== '' && now.on !== before?.on) changes.push({ field: on, from: before?.on ?? '', to: now.on })
		const end = (until && raw[until] && now.until) || ''
		if (until && end !== '' && end !== before?.until) changes.push({ field: until, from: before?.until ?? '', to: end })
	}
	return changes
}

/** Whether a line says of a member exactly what the register says, blank for blank. */
export function isExactly(read: ReadLine, known: KnownMember, mapped: ReadonlySet<ImportField>): boolean {
	const { member, answers } = known
	const samePlain = PLAIN_FIELDS.every((field) => {
		if (!mapped.has(field)) return true
		const given = read.given[field]
		const known = textOf(member, field)
		return given ? isSame(field, given, known) : known.trim() === ''
	})
	if (!samePlain || (mapped.has('mjcClub') && clubNameKey(read.club) !== clubNameKey(known.clubName))) return false
	const sameCustom = listCustomIds(mapped).every((id) => {
		const [given, has] = [read.custom[id], member.custom?.[id] ?? '']
		return given ? isSameValue(given, has) : has === ''
	})
	if (!sameCustom || !areSameGuardians(read, known.guardians, mapped)) return false
	return CONSENT_PURPOSES.every((purpose) => {
		const { answer, on, until } = CONSENT_FIELDS[purpose]
		if (!mapped.has(answer)) return true
		const [now, before] = [read.consents[purpose], answerFor(answers, purpose)]
		if (!now || !before) return !now && !before
		const sameDay = !on || !mapped.has(on) || now.on === before.on
		const sameEnd = !until || !mapped.has(until) || (now.until ?? '') === (before.until ?? '')
		return now.given === before.given && sameDay && sameEnd
	})
}

/** The notes once a line is taken over: its own, and what its other columns add that is not there yet. */
export function notesAfter(read: ReadLine, from: string, erases: ReadonlySet<ImportField> = new Set()): string {
	const own = textAfter('notes', { given: read.given.notes, from, erases })
	const missing = read.extraNotes.filter((note) => !own.split('\n').includes(note))
	return [...(own === '' ? [] : [own]), ...missing].join('\n')
}

type Comparison = { given: Given | undefined; from: string; erases: ReadonlySet<ImportField> }

function textAfter(field: PlainField, { given, from, erases }: Comparison): string {
	if (!given) return erases.has(field) ? '' : from
	return isSame(field, given, from) ? from : given.value
}

/** Whether a cell says what is known already, be it written another way: spaces in a number, capitals in a name. */
function isSame(field: PlainField, { raw, value }: Given, known: string): boolean {
	if (raw === known || value === known || raw.trim() === known.trim()) return true
	if (field === 'phone') return known !== '' && foldPhone(value) === foldPhone(known) && /\d/.test(known)
	if (field === 'email') return value.toLowerCase() === known.toLowerCase()
	if (field === 'notes') return value.replaceAll('\r\n', '\n') === known.replaceAll('\r\n', '\n')
	return NAMES.includes(field) && foldText(value) === foldText(known) && isPoorer(value, known)
}

/** Whether a spelling has lost what another has: its small letters, or its accents. */
function isPoorer(text: string, known: string): boolean {
	const hasAccents = (one: string) => /\p{M}/u.test(one.normalize('NFD'))
	return text === text.toUpperCase() || (hasAccents(known) && !hasAccents(text))
}

const answerText = (answer: { given: boolean } | null | undefined): string =>
	answer ? (answer.given ? 'yes' : 'no') : ''
