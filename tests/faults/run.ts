/**
 * The kills of the battery in full: `npm run faults -- --kills 10000 --minutes 60 --workers 4`. Goes on where the last
 * run stopped unless told `--anew`, so it may be made in pieces. `--seed N --kills 100` repeats one round. With
 * `--full-disks`, a small disk under the journal is full now and then in every life (Linux, as root). `--browser 100` kills a
 * browser so often instead, in which the app sends.
 */
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { Ledger } from './kills/ledger.ts'
import { runRounds } from './kills/rounds.ts'

const RESULTS = 'test-results/faults'
const KILLS_A_ROUND = 100
const KILLS_A_BROWSER = 9

const { values } = parseArgs({
	options: {
		kills: { type: 'string', default: '10000' },
		minutes: { type: 'string', default: '90' },
		workers: { type: 'string', default: String(availableParallelism()) },
		seed: { type: 'string' },
		browser: { type: 'string' },
		'full-disks': { type: 'boolean', default: false },
		anew: { type: 'boolean', default: false }
	}
})
if (values.browser !== undefined) process.exit(await killBrowsers(Number(values.browser), Number(values.seed ?? 1)))

const ledger = new Ledger(RESULTS, { anew: values.anew || values.seed !== undefined })
const until = Date.now() + Number(values.minutes) * 60_000
let seed = Number(values.seed ?? ledger.nextSeed)
let begun = ledger.counts.kills

await runRounds({
	workers: Number(values.workers),
	next() {
		const kills = Math.min(KILLS_A_ROUND, Number(values.kills) - begun)
		if (kills <= 0 || Date.now() > until) return undefined
		begun += kills
		return { seed: seed++, kills, ...(values['full-disks'] && { smallDisk: true, fullDisks: 100 }) }
	},
	onResult(result) {
		ledger.add(result)
		const wrong = (result.breaches?.length ?? 0) + (result.error === undefined ? 0 : 1)
		console.log(
			`seed ${result.seed}: ${result.counts?.kills ?? 0} kills, ${wrong} wrong; ${ledger.counts.kills} kills so far`
		)
	}
})
console.table(ledger.counts)
console.table(ledger.moments)
for (const file of ledger.breaches) console.log(`WRONG: ${file}`)
console.log(
	ledger.breaches.length === 0 ? 'nobody lost, nobody twice, nothing false' : `${ledger.breaches.length} wrong`
)
process.exitCode = ledger.breaches.length === 0 ? 0 : 1

/** Rounds of their own, so that one that cannot be seen to its end costs no more than itself. Gives the exit code. */
async function killBrowsers(kills: number, firstSeed: number): Promise<number> {
	// No static imports: they load Playwright and Vite.
	const { buildWhenStale } = await import('#scripts/build.js')
	const built = await buildWhenStale()
	if (built !== 0) return built
	const { runBrowserRound } = await import('./browser/round.ts')
	let wrong = 0
	for (let made = 0, seed = firstSeed; made < kills; seed += 1) {
		const { findings, ...counts } = await runBrowserRound({ seed, kills: Math.min(KILLS_A_BROWSER, kills - made) })
		made += counts.kills
		wrong += findings.length
		console.log(`seed ${seed}: ${JSON.stringify(counts)}`, ...findings)
	}
	console.log(wrong === 0 ? 'nobody lost, nobody twice, nothing false' : `${wrong} wrong`)
	return wrong === 0 ? 0 : 1
}
