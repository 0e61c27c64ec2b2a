import { argon2Sync, createDecipheriv, createHash, createHmac, hkdfSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { openBackup } from '#shared/backup/backup.ts'
import { sealChunks } from '#shared/backup/chunks.ts'
import { stretchPassphrase } from '#shared/crypto/argon2id.ts'

type Vector = {
	name: string
	passphrase: string
	file: string
	rootKey: string
	headerKey: string
	contentKey: string
	lines: string[]
}

const { vectors } = JSON.parse(readFileSync('tests/vectors/backup-v1.json', 'utf8')) as { vectors: Vector[] }

describe.each(vectors)(
	'the published backup “$name”',
	({ passphrase, file, rootKey, headerKey, contentKey, lines }) => {
		const bytes = new Uint8Array(Buffer.from(file, 'base64'))

		test('opens', async () => {
			const opened = await openBackup(bytes, { passphrase, knownSchema: 2 })

			expect(opened.ok).toBe(true)
		})

		test('is read by one who has nothing but its description', () => {
			const headerEnd = 14 + Buffer.from(file, 'base64').readUInt32BE(10)
			const whole = Buffer.from(bytes)
			expect(whole.subarray(0, 8).toString('hex')).toBe('89434c420d0a1a0a')
			expect(whole.readUInt16BE(8)).toBe(1)
			const checksum = createHash('sha256').update(whole.subarray(0, headerEnd)).digest()
			expect(checksum.equals(whole.subarray(headerEnd, headerEnd + 32))).toBe(true)
			const header = JSON.parse(whole.subarray(14, headerEnd).toString('utf8')) as {
				kdf: { memoryKiB: number; passes: number; lanes: number; salt: string }
				rows: Record<string, number>
			}

			const root = argon2Sync('argon2id', {
				message: passphrase,
				nonce: Buffer.from(header.kdf.salt, 'base64url'),
				memory: header.kdf.memoryKiB,
				passes: header.kdf.passes,
				parallelism: header.kdf.lanes,
				tagLength: 32
			})
			const keyOf = (label: string) => Buffer.from(hkdfSync('sha256', root, Buffer.alloc(0), label, 32))
			expect(root.toString('hex')).toBe(rootKey)
			expect(keyOf('club-manager/backup-header/v1').toString('hex')).toBe(headerKey)
			expect(keyOf('club-manager/backup-content/v1').toString('hex')).toBe(contentKey)

			const macAt = headerEnd + 32
			const mac = createHmac('sha256', Buffer.from(headerKey, 'hex')).update(whole.subarray(0, macAt)).digest()
			expect(mac.equals(whole.subarray(macAt, macAt + 32))).toBe(true)
			const content = gunzipSync(openChunks(whole, macAt + 32, Buffer.from(contentKey, 'hex'))).toString('utf8')
			expect(content.split('\n').slice(0, -1)).toEqual(lines)

			const manifest = JSON.parse(lines[0] ?? '') as { tables: { name: string; rows: number; sha256: string }[] }
			expect(Object.fromEntries(manifest.tables.map(({ name, rows }) => [name, rows]))).toEqual(header.rows)
			let at = 1
			for (const { rows, sha256 } of manifest.tables) {
				const ofTable = lines.slice(at, at + rows).map((line) => `${line}\n`)
				expect(createHash('sha256').update(ofTable.join('')).digest('base64url')).toBe(sha256)
				at += rows
			}
		})
	}
)

describe('a content of several chunks', () => {
	test('is read by him too', async () => {
		const [associated, raw] = [new TextEncoder().encode('what stands before'), new Uint8Array(32).fill(9)]
		const content = new Uint8Array(150_000).map((_, at) => at % 251)
		const key = await crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt'])

		const file = Buffer.concat([associated, ...(await sealChunks(content, { key, associated }))])

		expect(openChunks(file, associated.length, Buffer.from(raw)).equals(content)).toBe(true)
	})
})

describe('stretchPassphrase', () => {
	test('is the Argon2id of others', async () => {
		const salt = Buffer.from('0123456789abcdef')
		const ours = await stretchPassphrase('phrase de passe', { salt, memoryKiB: 256, passes: 3, lanes: 4 })

		const options = { message: 'phrase de passe', nonce: salt, memory: 256, passes: 3, parallelism: 4, tagLength: 32 }
		expect(Buffer.from(ours).equals(argon2Sync('argon2id', options))).toBe(true)
	})
})

function openChunks(file: Buffer, from: number, key: Buffer): Buffer {
	const opened: Buffer[] = []
	for (let at = from, index = 0; at < file.length; at += 65_552, index += 1) {
		const chunk = file.subarray(at, at + 65_552)
		const nonce = Buffer.alloc(12)
		nonce.writeUInt32BE(index, 7)
		nonce[11] = at + 65_552 >= file.length ? 1 : 0
		const decipher = createDecipheriv('aes-256-gcm', key, nonce)
		decipher.setAAD(file.subarray(0, from))
		decipher.setAuthTag(chunk.subarray(-16))
		opened.push(decipher.update(chunk.subarray(0, -16)), decipher.final())
	}
	return Buffer.concat(opened)
}
