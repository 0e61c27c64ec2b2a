import { GUARDIAN_PLACES, type Guardian, type GuardianPlace } from '#shared/guardian.ts'
import { foldPhone, foldText } from '#shared/search.ts'
import { isCutNumber, onOneLine, readPhone } from './cell.ts'
import type { FieldChange } from './difference.ts'
import { GUARDIAN_TARGETS, GUARDIAN_TEXTS, guardianIn, guardianTarget } from './guardian-target.ts'
import type { GuardianTarget, GuardianText } from './guardian-target.ts'
import type { Given, LineReader, ReadLine } from './line.ts'

/** Longest texts, as the form has them. */
const MAX_LENGTHS: Record<GuardianText, number> = { name: 200, relation: 100, email: 320, phone: 100 }

/** Reads what a line says of the member's guardians; `isTyped` tells the cells that the person typed over. */
export function readGuardians(read: ReadLine, reader: LineReader, isTyped: (target: GuardianTarget) => boolean): void {
	for (const place of GUARDIAN_PLACES) {
		for (const text of GUARDIAN_TEXTS) {
			const target = guardianTarget(place, text)
			const raw = read.raw[target]?.trim() ?? ''
			if (raw === '') continue
			const mended = text === 'phone' && reader.restoreZeros && !isTyped(target) ? readPhone(onOneLine(raw)) : undefined
			const value = mended?.value ?? onOneLine(raw)
			read.guardians[target] = { raw, value }
			if (mended?.remark) read.remarks[target] = mended.remark
			if (text === 'phone' && isCutNumber(raw)) read.problems.push({ field: target, code: 'import-number-cut' })
			if (value.length > MAX_LENGTHS[text]) read.problems.push({ field: target, code: 'import-too-long' })
		}
	}
}

/** The texts in which a line differs from the guardians that a member has; a blank counts only in a column that erases. */
export function listGuardianChanges(
	{ guardians }: ReadLine,
	known: readonly Guardian[] = [],
	erases: ReadonlySet<string>
): FieldChange[] {
	return GUARDIAN_TARGETS.flatMap((target): FieldChange[] => {
		const [given, from] = [guardians[target], textIn(known, target)]
		if (given ? isSame(target, given, from) : from === '' || !erases.has(target)) return []
		return [{ field: target, from, to: given?.value ?? '' }]
	})
}

/** Whether a line says of the guardians exactly what is known, blank for blank, in the columns that there are. */
export function areSameGuardians(
	{ guardians }: ReadLine,
	known: readonly Guardian[] = [],
	mapped: ReadonlySet<string>
): boolean {
	return GUARDIAN_TARGETS.filter((target) => mapped.has(target)).every((target) => {
		const [given, from] = [guardians[target], textIn(known, target)]
		return given ? isSame(target, given, from) : from === ''
	})
}

/** Whether two names may be one person's: they have a word in common, or one is not known. */
function mayBeSameGuardian(one: string, other: string): boolean {
	const words = (name: string) => foldText(name).match(/[\p{L}\p{N}]+/gu) ?? []
	const known = new Set(words(one))
	return known.size === 0 || words(other).some((word) => known.has(word))
}

/**
 * Whether what a line says of a guardian is said of the one who is known: by name, or by his e-mail or telephone where
 * another name stands. Somebody else in his place has neither his rights nor his record.
 */
export function isSameGuardian(
	known: Pick<Guardian, GuardianText>,
	said: Partial<Record<GuardianText, string>>
): boolean {
	const { name, email = '', phone = '' } = said
	if (name === undefined || mayBeSameGuardian(known.name, name)) return true
	const isSameEmail = email !== '' && email.toLowerCase() === known.email.trim().toLowerCase()
	return isSameEmail || (/\d/.test(phone) && foldPhone(phone) === foldPhone(known.phone))
}

/** What a line says of the guardian of a place, be it news or not, and what its blanks take away. */
export function textsSaid(
	{ read, changes }: { read: Pick<ReadLine, 'guardians'>; changes: readonly FieldChange[] },
	place: GuardianPlace
): Partial<Record<GuardianText, string>> {
	return Object.fromEntries(
		GUARDIAN_TEXTS.flatMap((text) => {
			const target = guardianTarget(place, text)
			const said = read.guardians[target]?.value ?? changes.find(({ field }) => field === target)?.to
			return said === undefined ? [] : [[text, said]]
		})
	)
}

/** The guardians who lose their rights by a line, because it puts somebody else in their places. */
export function listReplacedGuardians(
	line: { read: ReadLine; changes: readonly FieldChange[] },
	known: readonly Guardian[] = []
): Guardian[] {
	return known.filter((row) => row.rights.length > 0 && !isSameGuardian(row, textsSaid(line, row.place)))
}

function textIn(guardians: readonly Guardian[], target: GuardianTarget): string {
	const about = guardianIn(target)
	return (about && guardians.find(({ place }) => place === about.place)?.[about.text]) ?? ''
}

/** Written another way is no news: capitals, spaces in a number. */
function isSame(target: GuardianTarget, { raw, value }: Given, known: string): boolean {
	if (raw === known || value === known) return true
	if (guardianIn(target)?.text === 'phone') return /\d/.test(known) && foldPhone(value) === foldPhone(known)
	return value === value.toUpperCase() && value.toLowerCase() === known.toLowerCase()
}
