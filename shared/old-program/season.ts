import { readSeason } from '#shared/season-name.ts'
import type { SqlRow, SqlTables } from '#shared/sqlite/database.ts'
import { amountIn, lineIn, numberIn } from './cell.ts'
import type { OldSeason } from './old-club.ts'

/**
 * The season of a file: the one that its prices say is the current one; else the one in the name of the file; else the
 * one that the first state of the program kept as its current session. Without a name when none of them says.
 */
export function readOldSeason(tables: SqlTables, fileName: string): Partial<OldSeason> {
	const prices = (tables.get('annual_prices')?.rows ?? []).map(pricesOf)
	const name = seasonIn(fileName)
	const priced = prices.find(({ isCurrent }) => isCurrent) ?? prices.find((one) => name !== '' && one.name === name)
	if (priced) return withName(priced, priced.name || name)
	const sessions = (tables.get('sessions')?.rows ?? []).map(sessionOf)
	const session = sessions.find((one) => one.isCurrent && (name === '' || one.name === name))
	if (session) return withName(session, session.name)
	return name === '' ? {} : { name }
}

type Row = OldSeason & { isCurrent: boolean }

const withName = ({ clubPrice, mjcPrice }: Row, name: string): Partial<OldSeason> => ({
	...(name === '' ? {} : { name }),
	...{ clubPrice, mjcPrice }
})

const pricesOf = (row: SqlRow): Row => rowOf(row, ['year', 'club_price', 'mjc_price'])
const sessionOf = (row: SqlRow): Row => rowOf(row, ['name', 'club_amount', 'mjc_amount'])

function rowOf(row: SqlRow, [name, club, mjc]: [string, string, string]): Row {
	return {
		name: seasonIn(lineIn(row, name)),
		clubPrice: amountIn(row, club).cents,
		mjcPrice: amountIn(row, mjc).cents,
		isCurrent: numberIn(row, 'is_current') === 1
	}
}

/** The season in a text such as `ClubManager_2024-2025.db`, empty when there is none. */
function seasonIn(text: string): string {
	const match = /(?<!\d)(\d{4})\s?[-_/ –]\s?(\d{4}|\d{2})(?!\d)/.exec(text)
	return (match && readSeason(`${match[1]}-${match[2]}`)) ?? ''
}
