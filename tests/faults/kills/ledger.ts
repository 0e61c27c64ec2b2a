import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { addCounts, type Counts } from './tally.ts'
import type { RoundResult } from './worker.ts'

/** One round as it is kept; `breaches` names the files in which what was wrong is told. */
type Entry = { seed: number; counts: Counts; moments: Record<string, number>; breaches: string[] }

/** All rounds so far, on disk: a long run may be made in pieces. */
export class Ledger {
	readonly #directory: string
	readonly #path: string
	readonly #entries: Entry[]

	constructor(directory: string, { anew }: { anew: boolean }) {
		mkdirSync(directory, { recursive: true })
		this.#directory = directory
		this.#path = join(directory, 'rounds.json')
		this.#entries = anew || !existsSync(this.#path) ? [] : (JSON.parse(readFileSync(this.#path, 'utf8')) as Entry[])
	}

	/** A seed that no round has had. */
	get nextSeed(): number {
		return this.#entries.reduce((highest, { seed }) => Math.max(highest, seed), 0) + 1
	}

	get counts(): Counts {
		return addCounts(this.#entries.map(({ counts }) => counts))
	}

	/** Kills by their moment. */
	get moments(): Record<string, number> {
		const sum: Record<string, number> = {}
		for (const { moments } of this.#entries) {
			for (const [name, count] of Object.entries(moments)) sum[name] = (sum[name] ?? 0) + count
		}
		return sum
	}

	get breaches(): string[] {
		return this.#entries.flatMap(({ breaches }) => breaches)
	}

	/** Keeps a round. What was wrong with a mailing goes into a file of its own, whole. */
	add({ seed, counts = addCounts([]), moments = {}, breaches = [], error }: RoundResult): void {
		const files = breaches.map((breach) => this.#keep(breach.mailing, JSON.stringify(breach, null, '\t')))
		if (error !== undefined) files.push(this.#keep(`round-${seed}`, error))
		this.#entries.push({ seed, counts, moments, breaches: files })
		writeFileSync(this.#path, JSON.stringify(this.#entries))
	}

	#keep(name: string, text: string): string {
		const path = join(this.#directory, `${name}.txt`)
		writeFileSync(path, text)
		return path
	}
}
