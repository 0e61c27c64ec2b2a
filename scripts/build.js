/** Builds the app into build/web. Called as a program it always builds; `buildWhenStale` only when something changed. */
import './check-node.js'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { putBack, setAside } from './earlier-builds.js'
import { endWith, PROJECT } from './run.js'

/** Everything that the built app is made of. */
const SOURCES = ['web', 'shared', 'svelte.config.js', 'vite.config.ts', 'scripts/messages.js', 'package-lock.json']

/** Folders inside them that tools write. */
const GENERATED = ['.svelte-kit', 'node_modules', 'paraglide', 'cache']

const OUTPUT = join(PROJECT, 'build/web')
/** Parts that earlier builds were made of. */
const EARLIER = join(PROJECT, 'build/earlier')
const STAMP = join(PROJECT, 'build/web.sha256')

/**
 * Builds the app, unless what stands in build/web was built from exactly these sources.
 *
 * @returns {Promise<number>} exit code of the build, 0 when there was nothing to do
 */
export async function buildWhenStale() {
	return isFresh() ? 0 : await build()
}

/** @returns {boolean} whether build/web is there and was built from the sources as they are now */
function isFresh() {
	return (
		existsSync(join(OUTPUT, 'index.html')) && existsSync(STAMP) && readFileSync(STAMP, 'utf8').trim() === fingerprint()
	)
}

async function build() {
	rmSync(STAMP, { force: true })
	const builtFrom = fingerprint()

	console.log('Building the app…')
	setAside(OUTPUT, EARLIER, Date.now())
	const { code, output } = await runVite()
	putBack(OUTPUT, EARLIER, Date.now())
	if (code === 0) writeFileSync(STAMP, `${builtFrom}\n`)
	else console.error(output)
	return code
}

/** Runs Vite's build and keeps what it says: of use only when it fails. */
async function runVite() {
	// A test runner's own NODE_ENV would make another app than a person's shell does.
	const { NODE_ENV: _, ...env } = process.env
	const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], { cwd: PROJECT, stdio: 'pipe', env })
	let output = ''
	for (const stream of [vite.stdout, vite.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))

	const { code } = await endWith(vite)
	return { code, output }
}

/** SHA-256 over names and contents: times say nothing after a clone or a change of branch. */
function fingerprint() {
	const hash = createHash('sha256')
	for (const path of SOURCES.flatMap((source) => listFiles(join(PROJECT, source))).sort()) {
		hash.update(`${relative(PROJECT, path).split(sep).join('/')}\0`)
		hash.update(readFileSync(path))
	}
	return hash.digest('hex')
}

/**
 * @param {string} path a file or a folder; one that is not there has no files
 * @returns {string[]}
 */
function listFiles(path) {
	if (!existsSync(path)) return []
	if (statSync(path).isFile()) return [path]

	return readdirSync(path, { withFileTypes: true })
		.filter((entry) => !GENERATED.includes(entry.name))
		.flatMap((entry) => (entry.isDirectory() ? listFiles(join(path, entry.name)) : [join(path, entry.name)]))
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exitCode = await build()
