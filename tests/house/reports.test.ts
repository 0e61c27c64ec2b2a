import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { countPlaywright, countVitest, readReport } from '#scripts/reports.js'

const folder = mkdtempSync(join(tmpdir(), 'reports-'))

function writeReport(name: string, content: unknown): string {
	const path = join(folder, name)
	writeFileSync(path, JSON.stringify(content))
	return path
}

const vitestFile = (status: string, ...statuses: string[]) => ({
	status,
	assertionResults: statuses.map((one, index) => ({ status: one, fullName: `fact ${index}` }))
})

const playwrightSpec = (title: string, status: string, annotations: object[] = []) => ({
	title,
	tests: [{ status, annotations }]
})

describe('countVitest', () => {
	test('counts passes and failures, and names skips', () => {
		const report = {
			testResults: [vitestFile('failed', 'passed', 'failed', 'pending'), vitestFile('passed', 'passed')]
		}

		expect(countVitest(report)).toEqual({ passed: 2, failed: 1, skips: ['fact 2'], wavering: [] })
	})

	test('counts a file that could not be run as one failure', () => {
		expect(countVitest({ testResults: [vitestFile('failed')] })).toEqual({
			passed: 0,
			failed: 1,
			skips: [],
			wavering: []
		})
	})
})

describe('countPlaywright', () => {
	test('counts through nested suites and names skips with their reason', () => {
		const inner = {
			title: 'postfix',
			specs: [playwrightSpec('delivers', 'skipped', [{ type: 'skip', description: 'no Postfix' }])]
		}
		const outer = {
			title: 'mail.spec.ts',
			specs: [playwrightSpec('sends', 'expected'), playwrightSpec('fails', 'unexpected')],
			suites: [inner]
		}

		expect(countPlaywright({ suites: [outer], errors: [] })).toEqual({
			passed: 1,
			failed: 1,
			skips: ['mail.spec.ts › postfix › delivers (no Postfix)'],
			wavering: []
		})
	})

	test('names the browser where it is not the usual one', () => {
		const specs = ['chromium', 'firefox'].map((projectName) => ({
			title: 'sends',
			tests: [{ status: 'skipped', annotations: [], projectName }]
		}))

		const { skips } = countPlaywright({ suites: [{ title: 'mail.spec.ts', specs }], errors: [] })

		expect(skips).toEqual(['mail.spec.ts › sends', 'mail.spec.ts › sends [firefox]'])
	})

	test('names what passed only at a second try, and counts errors outside of tests as failures', () => {
		const suite = { title: 'a.spec.ts', specs: [playwrightSpec('wavers', 'flaky')] }

		const counts = countPlaywright({ suites: [suite], errors: [{ message: 'no such file' }] })

		expect(counts).toEqual({ passed: 1, failed: 1, skips: [], wavering: ['a.spec.ts › wavers'] })
	})
})

describe('readReport', () => {
	test('counts a run without a report as one failure', () => {
		expect(readReport(join(folder, 'absent.json'), countVitest, 0).failed).toBe(1)
	})

	test('counts a run that ended badly without a failed test as one failure', () => {
		const path = writeReport('crashed.json', { testResults: [vitestFile('passed', 'passed')] })

		expect(readReport(path, countVitest, 1)).toEqual({ passed: 1, failed: 1, skips: [], wavering: [] })
		expect(readReport(path, countVitest, 0)).toEqual({ passed: 1, failed: 0, skips: [], wavering: [] })
	})
})
