import { describe, expect, test } from 'vitest'
import { MUTANTS, type Mutant } from '#tests/faults/mutants/mutants.ts'
import { findSmallDiskObstacle } from '#tests/faults/small-disk.ts'
import { runRound } from './round.ts'

/** Few, because each costs a start of the relay; `npm run faults` kills thousands. */
const KILLS = 15
/** Chance decides when a broken relay is found out: a handful of kills is usual. */
const KILLS_AT_MOST = 100

const obstacle = findSmallDiskObstacle()

describe('the relay, killed at any moment', () => {
	test('loses nobody, reaches nobody twice, and says nothing false', async () => {
		const rounds = await Promise.all([1, 2].map((seed) => runRound({ seed, kills: KILLS })))

		expect(rounds.flatMap(({ breaches }) => breaches.flatMap(({ findings }) => findings))).toEqual([])
		// Now and then one of them is asked to end instead.
		expect(rounds.map(({ tally }) => tally.endings)).toEqual([KILLS, KILLS])
	})

	test('loses nobody and reaches nobody twice when its disk is full besides', async () => {
		const { breaches, tally } = await runRound({ seed: 3, kills: 8, fullDisks: 100 })

		expect(breaches.flatMap(({ findings }) => findings)).toEqual([])
		expect(tally.counts.diskStops).toBeGreaterThan(0)
	})

	test.skipIf(obstacle)(`does so on a disk without an octet left (${obstacle ?? 'mounted for it'})`, async () => {
		const { breaches, tally } = await runRound({ seed: 4, kills: 8, fullDisks: 100, smallDisk: true })

		expect(breaches.flatMap(({ findings }) => findings)).toEqual([])
		expect(tally.counts.diskStops).toBeGreaterThan(0)
	})

	test.each<Mutant>(['early-end', 'no-committing', 'keys-ignored', 'skips-some'])(
		'is found out when it is broken: %s',
		async (mutant) => {
			const until = MUTANTS[mutant].seenAs
			const moments = ['dot', 'answered', 'result'] as const

			const { breaches } = await runRound({ seed: 1, kills: KILLS_AT_MOST, mutant, until, moments })

			const rules = breaches.flatMap(({ findings }) => findings.map(({ rule }) => rule))
			expect(rules.filter((rule) => (until as readonly string[]).includes(rule))).not.toEqual([])
		}
	)
})
