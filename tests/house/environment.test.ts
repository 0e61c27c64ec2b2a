import { chmodSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeEach, describe, expect, test } from 'vitest'
import { localEnvironment } from '#scripts/environment.js'

describe('localEnvironment', () => {
	let path = ''

	beforeEach(() => {
		path = join(mkdtempSync(join(tmpdir(), 'env-')), '.env')
	})

	test('makes a secret of 32 octets once and keeps it', () => {
		const first = localEnvironment(path, {})
		const second = localEnvironment(path, {})

		expect(Buffer.from(first.APP_SECRET_KEY ?? '', 'base64')).toHaveLength(32)
		expect(second.APP_SECRET_KEY).toBe(first.APP_SECRET_KEY)
	})

	test('makes another secret for another file', () => {
		const here = localEnvironment(path, {})
		const there = localEnvironment(`${path}.other`, {})

		expect(there.APP_SECRET_KEY).not.toBe(here.APP_SECRET_KEY)
	})

	test.skipIf(process.platform === 'win32')('lets nobody else read the file, one made by hand included', () => {
		localEnvironment(path, {})
		expect(statSync(path).mode & 0o777).toBe(0o600)

		chmodSync(path, 0o644)
		localEnvironment(path, {})
		expect(statSync(path).mode & 0o777).toBe(0o600)
	})

	test('adds a secret to a file without one and keeps the rest', () => {
		writeFileSync(path, 'PORT=9000')

		const env = localEnvironment(path, {})

		expect(env.PORT).toBe('9000')
		expect(env.APP_SECRET_KEY).toBeDefined()
		expect(readFileSync(path, 'utf8')).toMatch(/^PORT=9000\n/)
	})

	test('gives way to what is set, even empty', () => {
		writeFileSync(path, 'APP_SECRET_KEY=from-the-file\nPORT=9000\nHOST=0.0.0.0\n')

		const env = localEnvironment(path, { APP_SECRET_KEY: '', PORT: '9001' })

		expect(env).toEqual({ APP_SECRET_KEY: '', PORT: '9001', HOST: '0.0.0.0' })
	})

	test('writes nothing when the environment brings a secret', () => {
		localEnvironment(path, { APP_SECRET_KEY: 'brought' })

		expect(() => statSync(path)).toThrow()
	})
})
