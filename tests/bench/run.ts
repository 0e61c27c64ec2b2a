import { readdirSync } from 'node:fs'
import { formatTable, type Bench } from './figure.ts'

/** Files of this folder that measure something; the others help them. */
const HELPERS = new Set(['run', 'figure', 'processes'])

const names = readdirSync(import.meta.dirname)
	.filter((file) => file.endsWith('.ts'))
	.map((file) => file.replace(/\.ts$/, ''))
	.filter((name) => !HELPERS.has(name))
const args = process.argv.slice(2)
const asJson = args.includes('--json')
const wanted = args.filter((arg) => !arg.startsWith('--'))
const unknown = wanted.filter((name) => !names.includes(name))

if (unknown.length > 0) {
	console.error(`no such bench: ${unknown.join(', ')}; there are: ${names.join(', ')}`)
	process.exit(1)
}
for (const name of wanted.length > 0 ? wanted : names) {
	const bench = (await import(`./${name}.ts`)) as { default: Bench }
	const figures = await bench.default()
	console.log(asJson ? figures.map((figure) => JSON.stringify(figure)).join('\n') : formatTable(figures))
}
process.exit()
