import { beforeAll, describe, expect, test } from 'vitest'
import { buildWhenStale } from '#scripts/build.js'
import { runBrowserRound } from './round.ts'

/** Few, because each costs a start of a browser; `npm run faults -- --browser 100` kills as often as one likes. */
const KILLS = 3
const BUILT_WITHIN_MS = 300_000
/** With it, one of the kills takes the relay along. */
const SEED = 32

describe('the app, whose browser is killed while it sends', () => {
	beforeAll(async () => {
		expect(await buildWhenStale()).toBe(0)
	}, BUILT_WITHIN_MS)

	test('knows in the end what the server knows: nobody lost, nobody twice, nothing false', async () => {
		const { findings, kills, relayKills, recipients } = await runBrowserRound({ seed: SEED, kills: KILLS })

		expect(findings).toEqual([])
		expect(kills).toBe(KILLS)
		expect(relayKills).toBeGreaterThan(0)
		expect(recipients).toBeGreaterThan(0)
	})
})
