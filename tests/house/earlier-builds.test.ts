import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { putBack, setAside } from '#scripts/earlier-builds.js'

const DAY_MS = 24 * 3_600_000
const BEGIN = Date.UTC(2026, 10, 1)

let folder = ''
let output = ''
let store = ''

beforeEach(() => {
	folder = mkdtempSync(join(tmpdir(), 'builds-'))
	output = join(folder, 'web')
	store = join(folder, 'earlier')
})
afterEach(() => rmSync(folder, { recursive: true }))

/** Builds a version made of these files, as Vite does: whatever stood there goes. */
function build(files: string[], day: number) {
	const now = BEGIN + day * DAY_MS
	setAside(output, store, now)
	rmSync(output, { recursive: true, force: true })
	mkdirSync(join(output, '_app/immutable/chunks'), { recursive: true })
	for (const file of files) writeFileSync(join(output, '_app/immutable/chunks', file), file)
	putBack(output, store, now)
}

const served = () => readdirSync(join(output, '_app/immutable/chunks')).sort()

test('keeps the parts of earlier builds beside the new ones for thirty days after they were last current', () => {
	build(['a.js', 'same.js'], 0)
	build(['b.js', 'same.js'], 10)
	expect(served()).toEqual(['a.js', 'b.js', 'same.js'])

	build(['c.js', 'same.js'], 35)
	expect(served()).toEqual(['a.js', 'b.js', 'c.js', 'same.js'])

	build(['d.js'], 41)
	expect(served()).toEqual(['b.js', 'c.js', 'd.js', 'same.js'])

	build(['d.js'], 66)
	expect(served()).toEqual(['c.js', 'd.js', 'same.js'])
})

test('counts anew for a part that becomes current again', () => {
	build(['a.js'], 0)
	build(['b.js'], 1)
	build(['a.js'], 20)
	build(['b.js'], 40)

	build(['c.js'], 60)

	expect(served()).toEqual(['a.js', 'b.js', 'c.js'])
})
