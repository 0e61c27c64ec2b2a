import type { MjcClub } from '#shared/mjc-club.ts'
import type { Register } from '#web/db/register.ts'
import { m } from '#web/paraglide/messages.js'
import type { ExportColumn } from './export-table.ts'
import { formatInstant } from './instants.ts'

/** A club of the MJC, and how many members belong to it. */
export type ClubLine = { club: MjcClub; members: number }

/** Everything the register has of the clubs. */
export const CLUB_COLUMNS: readonly ExportColumn<ClubLine>[] = [
	{ id: 'name', title: m.exports_column_club_name, text: ({ club }) => club.name },
	{ id: 'members', title: m.exports_column_club_members, text: ({ members }) => String(members) },
	{ id: 'createdAt', title: m.exports_column_club_created, text: ({ club }) => formatInstant(club.createdAt) },
	{
		id: 'updatedAt',
		title: m.exports_column_club_updated,
		text: ({ club }) => formatInstant(club.updatedAt),
		rare: true
	}
]

const collator = new Intl.Collator('fr', { numeric: true })

/** A line for each club, by name. */
export function listClubLines({ clubs, members }: Register): ClubLine[] {
	const membersByClub = Map.groupBy(members, ({ mjcClubId }) => mjcClubId)
	return clubs
		.toSorted((a, b) => collator.compare(a.name, b.name))
		.map((club) => ({ club, members: membersByClub.get(club.id)?.length ?? 0 }))
}
