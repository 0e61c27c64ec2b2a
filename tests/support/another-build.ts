import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const PROJECT = fileURLToPath(new URL('../..', import.meta.url))

/** Builds the app as it stands into `folder`, under another version's name; unminified, so that its parts have other hashes. */
export async function buildAnotherVersion(folder: string, version: string): Promise<void> {
	const vite = spawn(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--minify', 'false'], {
		cwd: PROJECT,
		env: { ...process.env, WEB_OUT: `${folder}/web`, KIT_OUT: `${folder}/kit`, APP_VERSION: version },
		stdio: ['ignore', 'pipe', 'pipe']
	})
	let output = ''
	for (const stream of [vite.stdout, vite.stderr])
		stream.setEncoding('utf8').on('data', (text: string) => (output += text))
	const [code] = (await once(vite, 'close')) as [number | null]
	if (code !== 0) throw new Error(`the build failed:\n${output}`)
}
