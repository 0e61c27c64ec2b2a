import { existsSync, readFileSync } from 'node:fs'

/**
 * What one suite's own report says. `wavering` names what passed only when tried again: it counts as passed, and is said.
 *
 * @typedef {{ passed: number, failed: number, skips: string[], wavering: string[] }} Counts
 */

/**
 * Counts of a suite. A run that left no readable report, or that failed without a failed test (a crash, an unhandled
 * error), counts as one failure, so that nothing broken ever looks green.
 *
 * @param {string} path of its JSON report
 * @param {(report: any) => Counts} count
 * @param {number} exitCode of its run
 * @returns {Counts}
 */
export function readReport(path, count, exitCode) {
	if (!existsSync(path)) return { passed: 0, failed: 1, skips: [], wavering: [] }

	const counts = count(JSON.parse(readFileSync(path, 'utf8')))
	return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

/**
 * Counts in Vitest's JSON report; a file that could not be run counts as one failed test.
 *
 * @param {any} report
 * @returns {Counts}
 */
export function countVitest(report) {
	/** @type {Counts} */
	const counts = { passed: 0, failed: 0, skips: [], wavering: [] }
	for (const file of report.testResults) {
		if (file.status === 'failed' && !file.assertionResults.some(isFailed)) counts.failed += 1
		for (const test of file.assertionResults) {
			if (test.status === 'passed') counts.passed += 1
			else if (isFailed(test)) counts.failed += 1
			else counts.skips.push(test.fullName)
		}
	}
	return counts
}

/** @param {{ status: string }} test */
function isFailed(test) {
	return test.status === 'failed'
}

/**
 * Counts in Playwright's JSON report; each error outside of any test counts as a failure.
 *
 * @param {any} report
 * @returns {Counts}
 */
export function countPlaywright(report) {
	/** @type {Counts} */
	const counts = { passed: 0, failed: report.errors.length, skips: [], wavering: [] }
	for (const { title, test } of report.suites.flatMap((/** @type {any} */ suite) => listTests(suite, []))) {
		if (test.status === 'flaky') counts.wavering.push(title)
		if (test.status === 'expected' || test.status === 'flaky') counts.passed += 1
		else if (test.status === 'skipped') counts.skips.push(title + formatReason(test.annotations))
		else counts.failed += 1
	}
	return counts
}

/**
 * @param {any} suite
 * @param {string[]} above titles of the suites around it
 * @returns {{ title: string, test: any }[]}
 */
function listTests(suite, above) {
	const titles = [...above, suite.title]
	const own = (suite.specs ?? []).flatMap((/** @type {any} */ spec) =>
		spec.tests.map((/** @type {any} */ test) => ({
			title: [...titles, spec.title].join(' › ') + formatProject(test),
			test
		}))
	)
	return [...own, ...(suite.suites ?? []).flatMap((/** @type {any} */ inner) => listTests(inner, titles))]
}

/**
 * The browser, where it is not the usual one.
 *
 * @param {{ projectName?: string }} test
 */
function formatProject({ projectName = 'chromium' }) {
	return projectName === 'chromium' ? '' : ` [${projectName}]`
}

/** @param {{ type: string, description?: string }[]} annotations */
function formatReason(annotations) {
	const reason = annotations.find(({ type }) => type === 'skip' || type === 'fixme')?.description
	return reason ? ` (${reason})` : ''
}
