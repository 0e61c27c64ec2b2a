import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

type Project = Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>> & {
	allowScripts: Record<string, boolean>
}

const project = JSON.parse(readFileSync('package.json', 'utf8')) as Project
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
	packages: Record<string, { hasInstallScript?: boolean }>
}
const page = readFileSync('docs/dependencies.md', 'utf8')

/** Named on the page as having a script that is not needed. */
const NEEDLESS_SCRIPTS = ['core-js']

describe('docs/dependencies.md', () => {
	test('says of each package of package.json why it is there, and of no other', () => {
		const named = { ...project.dependencies, ...project.devDependencies, ...project.optionalDependencies }
		const explained = [...page.matchAll(/^\| `([^`]+)` +\| +\S/gm)].map(([, name]) => name)

		expect(explained.toSorted()).toEqual(Object.keys(named).toSorted())
	})
})

describe('install scripts', () => {
	test('are those of the pinned run-time, and one that is not needed', () => {
		const scripted = Object.entries(lock.packages).filter(([, { hasInstallScript }]) => hasInstallScript)
		const names = scripted.map(([path]) => path.replace(/^.*node_modules\//, ''))

		expect(names.toSorted()).toEqual([...Object.keys(project.allowScripts), ...NEEDLESS_SCRIPTS].toSorted())
	})
})
