import { duesOf, type SeasonDues } from '#shared/season-dues.ts'
import { database } from './database.ts'
import { readSeasonMoney } from './memberships.ts'
import { findSeasonInForce } from './seasons.ts'

/** Where everybody stands in the season in force; `undefined` as long as the club has none. */
export async function readSeasonDues(): Promise<SeasonDues | undefined> {
	const season = await findSeasonInForce()
	const money = season && (await readSeasonMoney(season.id))
	return money && duesOf(money)
}

/** Whether any money was ever written down. */
export async function hasPayments(): Promise<boolean> {
	return (await database().payments.limit(1).count()) > 0
}
