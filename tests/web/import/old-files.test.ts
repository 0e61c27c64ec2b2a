import { describe, expect, test } from 'vitest'
import { openOldFile } from '#web/state/old-files.ts'
import { zipBytes } from '../../support/zip-bytes.ts'
import { oldSample } from './sample-file.ts'

const text = (one: string) => new TextEncoder().encode(one)

async function open(bytes: Uint8Array<ArrayBuffer>, name = 'club.db') {
	const opened = await openOldFile(new File([bytes], name))
	return opened.ok ? opened.value.map((file) => [file.name, file.club.persons.length]) : opened.error.code
}

describe('openOldFile', () => {
	test('reads a file, and each of those in an archive, wherever they lie in it', async () => {
		const [sample, first] = [await oldSample('sample.db'), await oldSample('sample-v1.db')]
		const zip = await zipBytes({
			'ClubManager_2025-2026.db': sample,
			'config.json': text('{}'),
			'anciens/2024.DB': first,
			'__MACOSX/._ClubManager.db': text('litter')
		})

		expect(await open(sample)).toEqual([['club.db', 26]])
		expect(await open(zip, 'sauvegarde.zip')).toEqual([
			['ClubManager_2025-2026.db', 26],
			['2024.DB', 4]
		])
	})

	test('says what is wrong with what is no such file', async () => {
		const sample = await oldSample('sample.db')
		const bomb = await zipBytes({ 'club.db': new Uint8Array(65 * 1024 * 1024) })

		expect(await open(new Uint8Array())).toBe('old-file-empty')
		expect(await open(text('Nom;Prénom'))).toBe('sqlite-none')
		expect(await open(sample.subarray(0, 9000))).toBe('sqlite-cut')
		expect(await open(await zipBytes({ 'photo.png': text('x') }))).toBe('old-zip-empty')
		expect(await open(await zipBytes({ 'club.db': text('x') }))).toBe('sqlite-none')
		expect(await open((await zipBytes({ 'club.db': sample })).subarray(0, 2000))).toBe('zip-damaged')
		expect(bomb.length).toBeLessThan(200_000)
		expect(await open(bomb)).toBe('zip-too-large')
	})
})
