import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'

interface Package {
	version?: string
	dependencies?: Record<string, string>
	devDependencies?: Record<string, string>
	optionalDependencies?: Record<string, string>
	overrides?: Record<string, string>
}

const project = JSON.parse(readFileSync('package.json', 'utf8')) as Package
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as { packages: Record<string, Package> }

const wanted = Object.entries({
	...project.dependencies,
	...project.devDependencies,
	...project.optionalDependencies
})

describe('package.json', () => {
	test('names one exact version of each package', () => {
		const loose = [...wanted, ...Object.entries(project.overrides ?? {})].filter(
			([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)
		)

		expect(loose).toEqual([])
	})
})

describe('package-lock.json', () => {
	test('holds the versions that package.json names', () => {
		const other = wanted.filter(([name, version]) => lock.packages[`node_modules/${name}`]?.version !== version)

		expect(other).toEqual([])
	})

	// An incomplete one installs here and fails with `npm ci` elsewhere.
	test('names every optional platform package of each dependency', () => {
		const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
			Object.keys(optionalDependencies)
				.filter((name) => !lock.packages[`node_modules/${name}`] && !lock.packages[`${path}/node_modules/${name}`])
				.map((name) => `${path || 'package.json'} wants ${name}`)
		)

		expect(missing).toEqual([])
	})
})
