import { describe, expect, test } from 'vitest'
import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'
import { EMPTY_MEMBERSHIP, membershipIdOf } from '#shared/membership.ts'
import type { SeasonId } from '#shared/season.ts'
import { applyChanges } from '#web/db/changes.ts'
import { database } from '#web/db/database.ts'
import { eraseMembers } from '#web/db/erasure.ts'
import { saveLogRetention } from '#web/db/mailing-retention.ts'
import { addMember, removeMembers } from '#web/db/members.ts'
import { readPrivacyReview, readRetentionRules, saveRetentionYears } from '#web/db/privacy-review.ts'
import { useFreshDatabase } from '../../support/database.ts'
import { memberDraft } from '../../support/member-drafts.ts'
import { paymentDraft, seasonDraft } from '../../support/money.ts'
import { unwrap } from '../../support/unwrap.ts'
import { mailingOf } from '../../support/whole-club.ts'

const THIS_YEAR = new Date().getFullYear()
const [OLD, NEW] = ['old' as SeasonId, 'new' as SeasonId]

/** A season that ended so many years ago. */
const seasonRow = (id: SeasonId, yearsAgo: number) => ({
	...seasonDraft({
		name: id,
		startsOn: `${THIS_YEAR - yearsAgo - 1}-01-01`,
		endsOn: `${THIS_YEAR - yearsAgo - 1}-12-31`
	}),
	id
})

/** Members of these seasons, by first name, the first season five years ago, the second of this year. */
async function addMembers(seasonsByName: Record<string, SeasonId[]>): Promise<Record<string, MemberId>> {
	const ids: Record<string, MemberId> = {}
	for (const firstName of Object.keys(seasonsByName))
		ids[firstName] = unwrap(await addMember(memberDraft({ firstName })))
	const memberships = Object.entries(seasonsByName).flatMap(([firstName, seasonIds]) =>
		seasonIds.map((seasonId) => {
			const memberId = ids[firstName] as MemberId
			const id = membershipIdOf(seasonId, memberId)
			return { table: 'memberships' as const, key: id, row: { ...EMPTY_MEMBERSHIP, id, seasonId, memberId } }
		})
	)
	const seasons = [seasonRow(OLD, 4), { ...seasonRow(NEW, -1), id: NEW }].map((row) => ({
		...{ table: 'seasons' as const, key: row.id, row }
	}))
	unwrap(await applyChanges({ action: 'memberships-added', count: 1 }, () => [...seasons, ...memberships]))
	return ids
}

describe('what is to be reviewed', () => {
	useFreshDatabase()

	test('names who left longer ago than the club keeps them, counted from the end of the last season', async () => {
		await addMembers({ Zoé: [OLD], Karim: [OLD, NEW], Inès: [] })

		const review = await readPrivacyReview()

		const endedOn = `${THIS_YEAR - 5}-12-31`
		expect(review.gone.map(({ member, endedOn: end }) => [member.firstName, end])).toEqual([['Zoé', endedOn]])
	})

	test('names nobody who may be kept longer, or for good', async () => {
		await addMembers({ Zoé: [OLD] })

		unwrap(await saveRetentionYears('gone', 10))
		expect((await readPrivacyReview()).gone).toEqual([])
		unwrap(await saveRetentionYears('gone', 0))

		expect((await readPrivacyReview()).gone).toEqual([])
		expect(await readRetentionRules()).toEqual({ gone: 0, trash: 1, papers: 1 })
	})

	test('names who lies in the trash for longer than a year, and sport papers of past seasons', async () => {
		const [zoe] = [unwrap(await addMember(memberDraft({ firstName: 'Zoé' })))]
		const paper = { sportPaper: 'certificate', sportPaperOn: `${THIS_YEAR - 4}-10-01` as Day } as const
		await addMember(memberDraft({ firstName: 'Karim', ...paper }))
		await removeMembers([zoe])
		await database()
			.changeSets.toCollection()
			.modify({ at: Date.now() - 400 * 24 * 60 * 60_000 })

		const { trash, papers } = await readPrivacyReview()

		expect(trash.map(({ member }) => member.firstName)).toEqual(['Zoé'])
		expect(papers.map(({ firstName }) => firstName)).toEqual(['Karim'])
	})

	test('counts old mailings by the rule of their log, and what accounts keep of who was erased', async () => {
		const { Zoé: id = '' as MemberId } = await addMembers({ Zoé: [OLD] })
		const key = membershipIdOf(OLD, id)
		const paid = { ...paymentDraft({ [key]: 10_00 }, { paidOn: '2021-10-01' as Day }), id: 'p1', membershipIds: [key] }
		unwrap(
			await applyChanges({ action: 'payment-added', count: 1 }, () => [{ table: 'payments', key: 'p1', row: paid }])
		)
		const { mailing, log } = mailingOf('done-1', { createdAt: '2020-01-01T00:00:00.000Z' })
		await database().mailings.add(mailing)
		await database().mailingLogs.add(log)
		unwrap(await saveLogRetention('one-year'))
		unwrap(await eraseMembers([id]))

		const { mailings, accounts } = await readPrivacyReview()

		expect(mailings).toEqual(['done-1'])
		expect(accounts).toEqual({ count: 1, years: ['2021'] })
	})
})
