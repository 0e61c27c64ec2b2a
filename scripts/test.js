/**
 * Runs every suite, or the one that is named (`unit`, `faults`, `e2e`), further arguments going to its runner.
 * Ends with each skip by name and, alone on the last line, `N passed, N failed`.
 */
import './check-node.js'
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildWhenStale } from './build.js'
import { countPlaywright, countVitest, readReport } from './reports.js'
import { PROJECT, runNode } from './run.js'

/** @typedef {import('./reports.js').Counts} Counts */

const RESULTS = join(PROJECT, 'test-results')

const SUITES = { unit: runUnit, faults: runFaults, e2e: runEndToEnd }

process.exitCode = await test(process.argv.slice(2))

/** @param {string[]} args */
async function test([name, ...args]) {
	// Not a static import: it loads Playwright, and the guard must have spoken before.
	const { fetchChromium } = await import('./chromium.js')
	const executable = await fetchChromium()
	if (executable === undefined) return refuseWithoutChromium()
	process.env.CHROMIUM = executable
	// The relay is started some hundred times: what it is made of is read once.
	process.env.NODE_COMPILE_CACHE ??= join(PROJECT, 'node_modules/.cache/compiled')

	const chosen = Object.entries(SUITES).filter(([suite]) => name === undefined || suite === name)
	/** @type {Counts[]} */
	const counts = []
	for (const [, run] of chosen) counts.push(await run(args))
	return close(counts)
}

/**
 * @param {string[]} args
 * @returns {Promise<Counts>}
 */
function runUnit(args) {
	return runVitest('unit', ['--project=!faults', ...args])
}

/**
 * Accidents on purpose, in the short form that fits between two changes; `npm run faults` is the long one.
 *
 * @param {string[]} args
 * @returns {Promise<Counts>}
 */
function runFaults(args) {
	return runVitest('faults', ['--project=faults', ...args])
}

/**
 * @param {string} suite names its report
 * @param {string[]} args
 * @returns {Promise<Counts>}
 */
async function runVitest(suite, args) {
	const report = join(RESULTS, `${suite}.json`)
	discard(report)

	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
	const code = await runNode(['node_modules/vitest/vitest.mjs', 'run', '--allowOnly=false', ...reporters, ...args])
	return readReport(report, countVitest, code)
}

/**
 * @param {string[]} args
 * @returns {Promise<Counts>}
 */
async function runEndToEnd(args) {
	const report = join(RESULTS, 'e2e.json')
	discard(report)

	const built = await buildWhenStale()
	if (built !== 0) return readReport(report, countPlaywright, built)

	const code = await runNode(['node_modules/@playwright/test/cli.js', 'test', ...args])
	return readReport(report, countPlaywright, code)
}

/** @param {string} report */
function discard(report) {
	mkdirSync(RESULTS, { recursive: true })
	rmSync(report, { force: true })
}

/**
 * @param {Counts[]} counts
 * @returns {number} exit code
 */
function close(counts) {
	const passed = sum(counts.map((suite) => suite.passed))
	const failed = sum(counts.map((suite) => suite.failed))
	const skips = counts.flatMap((suite) => suite.skips)
	const nothingRan = passed + failed === 0

	console.log()
	for (const skip of skips) console.log(`SKIPPED ${skip}`)
	for (const title of counts.flatMap((suite) => suite.wavering)) console.log(`PASSED AT A SECOND TRY ${title}`)
	if (nothingRan) console.log('No test ran: that is a failure.')
	console.log(`${passed} passed, ${nothingRan ? 1 : failed} failed`)
	return failed > 0 || nothingRan ? 1 : 0
}

/** @param {number[]} numbers */
function sum(numbers) {
	return numbers.reduce((total, number) => total + number, 0)
}

function refuseWithoutChromium() {
	console.error('The tests need Chromium or Chrome, and none was found or could be fetched.')
	console.error(
		'Install one ("apt install chromium", or from google.com/chrome), or set CHROMIUM to the path of its program.'
	)
	console.log('0 passed, 1 failed')
	return 1
}
