import {
	EMPTY_GUARDIAN,
	GUARDIAN_PLACES,
	guardianDraftOf,
	isGuardianKnown,
	type Guardian,
	type GuardianDraft,
	type GuardianPlace
} from '#shared/guardian.ts'
import type { MemberId } from '#shared/member.ts'
import { isSameGuardian, textsSaid } from '#shared/member-import/guardian-cell.ts'
import { guardianIn, type GuardianText } from '#shared/member-import/guardian-target.ts'
import type { PlannedLine } from '#shared/member-import/plan.ts'
import type { Write } from './changes.ts'
import { database } from './database.ts'

/** The writes by which a member gets what a line says of his guardians; `rows` are those that he has now. */
export function importedGuardianWrites(line: PlannedLine, memberId: MemberId, rows: readonly Guardian[] = []): Write[] {
	return GUARDIAN_PLACES.flatMap((place): Write[] => {
		const texts = textsOf(line, place)
		if (Object.keys(texts).length === 0) return []
		const row = rows.find((one) => one.place === place)
		const known = row ? guardianDraftOf(row) : EMPTY_GUARDIAN
		const stays = isSameGuardian(known, textsSaid(line, place))
		const draft = { ...known, ...(stays ? {} : NOTHING_OF_HIS), ...texts }
		if (!isGuardianKnown(draft)) return row ? [{ table: 'guardians', key: row.id, row: null }] : []
		const id = row?.id ?? crypto.randomUUID()
		return [{ table: 'guardians', key: id, row: { ...row, ...draft, id, memberId, place } }]
	})
}

/** The guardians that are there now of the members about whose guardians a line says something new. */
export async function readChangedGuardians(lines: readonly PlannedLine[]): Promise<Map<MemberId, Guardian[]>> {
	const ids = lines.flatMap(({ match, changes }) =>
		'known' in match && changes.some(({ field }) => guardianIn(field)) ? [match.known.member.id] : []
	)
	const rows = await database().guardians.where('memberId').anyOf(ids).toArray()
	return Map.groupBy(rows, ({ memberId }) => memberId)
}

type Texts = Partial<Record<GuardianText, string>>

/** What a line says that is new of the guardian of one place. */
function textsOf({ kind, read, changes }: PlannedLine, place: GuardianPlace): Texts {
	const said =
		kind === 'created' ? Object.entries(read.guardians).map(([field, { value }]) => ({ field, to: value })) : changes
	return Object.fromEntries(
		said.flatMap(({ field, to }) => {
			const about = guardianIn(field)
			return about?.place === place ? [[about.text, to]] : []
		})
	)
}

/** Somebody else in the place of a guardian has neither his rights nor his record. */
const NOTHING_OF_HIS: Pick<GuardianDraft, 'rights' | 'guardianMemberId'> = { rights: [], guardianMemberId: '' }
