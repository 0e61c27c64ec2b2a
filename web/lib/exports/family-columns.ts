import { GUARDIAN_PLACES, type Guardian, type GuardianPlace } from '#shared/guardian.ts'
import { guardianTarget, type GuardianText } from '#shared/member-import/guardian-target.ts'
import { guardianTitle } from '#web/family/guardian-titles.ts'
import { m } from '#web/paraglide/messages.js'
import type { ExportColumn } from './export-table.ts'

/** What the columns need of a member's family. */
export type FamilyLine = {
	guardians: readonly Guardian[]
	/** Name of his household. */
	household: string
	/** Name of who pays for it. */
	payer: string
}

type FamilyColumn = ExportColumn<FamilyLine>

const guardianColumn = (field: GuardianText, place: GuardianPlace): FamilyColumn => ({
	id: guardianTarget(place, field),
	title: () => guardianTitle(place, field),
	text: ({ guardians }) => guardians.find((guardian) => guardian.place === place)?.[field] ?? '',
	rare: true
})

/** What the register has of a member's family, a column each. */
export const FAMILY_COLUMNS: readonly FamilyColumn[] = [
	{ id: 'household', title: m.families_household, text: ({ household }) => household, rare: true },
	{ id: 'payer', title: m.families_column_payer, text: ({ payer }) => payer, rare: true },
	{ id: 'guardians', title: m.families_guardians, text: ({ guardians }) => describeGuardians(guardians), rare: true },
	...GUARDIAN_PLACES.flatMap((place) => [
		guardianColumn('name', place),
		guardianColumn('relation', place),
		guardianColumn('email', place),
		guardianColumn('phone', place)
	])
]

/** Who they are and how one reaches them, in a line. */
const describeGuardians = (guardians: readonly Guardian[]): string =>
	guardians.map(({ name, phone, email }) => [name, phone || email].filter(Boolean).join(' ')).join(', ')
