import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Readable } from 'node:stream'
import { chromium, type Page } from '@playwright/test'
import { build, type Rollup } from 'vite'
import { CHROMIUM_ARGS, fetchChromium } from '#scripts/chromium.js'
import { median, type Bench, type Figure } from './figure.ts'
import type { StreamPage } from './stream/page.ts'
import { tellStory } from './stream/story.ts'

const ROUNDS = 5
const PARSED = 200_000
const STORED = 30_000
const PARSE_GOAL = 200_000
const STORE_GOAL = 10_000
/** What a relay under load hands to the network at a time. */
const CHUNK_CHARACTERS = 64 * 1024

/**
 * Results as they come into Chromium by fetch: how fast the app's own parser reads them, and how fast its recorder keeps
 * them in the database, strictly durable.
 */
const bench: Bench = async () => {
	const server = await serve(await bundlePage())
	const browser = await chromium.launch({ executablePath: await fetchChromium(), args: CHROMIUM_ARGS })
	try {
		const page = await browser.newPage()
		await page.goto(server.url)
		const rounds: Round[] = []
		await measure(page)
		for (let round = 0; round < ROUNDS; round += 1) rounds.push(await measure(page))
		return figuresOf(rounds)
	} finally {
		await browser.close()
		server.close()
	}
}
export default bench

/** Events or rows per second. */
type Round = { parsed: number; parsedBare: number; stored: number; storedBare: number }

async function measure(page: Page): Promise<Round> {
	const bareMs = await page.evaluate((count) => (globalThis as unknown as Bundle).page.parseBare(count), PARSED)
	const parsedMs = await page.evaluate((count) => (globalThis as unknown as Bundle).page.parse(count), PARSED)
	const storedMs = await page.evaluate((count) => (globalThis as unknown as Bundle).page.store(count), STORED)
	const storedBareMs = await page.evaluate(() => (globalThis as unknown as Bundle).page.storeBare())
	return {
		parsed: perSecond(PARSED, parsedMs),
		parsedBare: perSecond(PARSED, bareMs),
		stored: perSecond(STORED, storedMs),
		storedBare: perSecond(STORED, storedBareMs)
	}
}

type Bundle = { page: StreamPage }

const perSecond = (count: number, elapsedMs: number): number => (count / elapsedMs) * 1000

function figuresOf(rounds: readonly Round[]): Figure[] {
	const of = (pick: (round: Round) => number) => median(rounds.map(pick))
	const [parsed, stored] = [of((round) => round.parsed), of((round) => round.stored)]
	const ratio = of((round) => round.stored / round.storedBare)
	return [
		{ name: 'events read by JSON.parse alone', value: of(({ parsedBare }) => parsedBare), unit: 'events/s' },
		{ ...goal(parsed, PARSE_GOAL), name: 'events read by the app', unit: 'events/s' },
		{ name: 'the app ÷ JSON.parse alone', value: of((round) => round.parsed / round.parsedBare), unit: 'times' },
		{ name: 'rows put by IndexedDB alone', value: of(({ storedBare }) => storedBare), unit: 'rows/s' },
		{ ...goal(stored, STORE_GOAL), name: 'results stored as they come', unit: 'rows/s' },
		{ name: 'the app ÷ IndexedDB alone', value: ratio, unit: 'times', goal: '≥ 0.8', holds: ratio >= 0.8 }
	]
}

const goal = (value: number, least: number) => ({
	value,
	goal: `≥ ${least.toLocaleString('en')}`,
	holds: value >= least
})

/** The page's program, out of the app's own sources, as its build makes it. */
async function bundlePage(): Promise<string> {
	const built = await build({
		configFile: false,
		logLevel: 'error',
		build: {
			write: false,
			target: 'es2022',
			rollupOptions: { input: 'tests/bench/stream/page.ts', output: { codeSplitting: false } }
		}
	})
	return (built as Rollup.RollupOutput).output[0].code
}

/** The page, and a stand-in for the relay beside it that tells its story without making it up meanwhile. */
async function serve(program: string): Promise<{ url: string; close: () => void }> {
	const stories = new Map<string, Buffer[]>()
	const server = createServer((request, response) => {
		const url = new URL(request.url ?? '/', 'http://127.0.0.1')
		if (url.pathname.endsWith('/events')) {
			const count = url.searchParams.get('run') ?? ''
			const story = stories.get(count) ?? [...chunksOf(tellStory(Number(count)))]
			stories.set(count, story)
			response.setHeader('content-type', 'application/x-ndjson')
			Readable.from(story).pipe(response)
		} else if (url.pathname === '/page.js') answer(response, 'text/javascript', program)
		else answer(response, 'text/html', '<!doctype html><script type="module" src="/page.js"></script>')
	})
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
	const { port } = server.address() as AddressInfo
	return { url: `http://127.0.0.1:${port}/`, close: () => server.close() }
}

function answer(response: ServerResponse, type: string, body: string): void {
	response.setHeader('content-type', type)
	response.end(body)
}

function* chunksOf(lines: Iterable<string>): Generator<Buffer> {
	let chunk = ''
	for (const line of lines) {
		chunk += line
		if (chunk.length < CHUNK_CHARACTERS) continue
		yield Buffer.from(chunk)
		chunk = ''
	}
	yield Buffer.from(chunk)
}
