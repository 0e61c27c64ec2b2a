import * as v from 'valibot'
import type { Result } from '#shared/result.ts'
import { database, storing, type StorageFault } from './database.ts'

const KEY = 'members_set_apart'
const Pairs = v.pipe(v.string(), v.parseJson(), v.array(v.string()))

/** Pairs of members, as `pairKey` names them, of whom a person said that they are two. */
export async function listSetApart(): Promise<ReadonlySet<string>> {
	return new Set(parse((await database().settings.get(KEY))?.value))
}

/** Remembers, or forgets again, that two members are two. */
export function setApart(pair: string, apart: boolean): Promise<Result<unknown, StorageFault>> {
	const db = database()
	return storing(() =>
		db.transaction('rw', db.settings, async () => {
			const others = parse((await db.settings.get(KEY))?.value).filter((known) => known !== pair)
			const value = JSON.stringify(apart ? [...others, pair] : others)
			await db.settings.put({ key: KEY, value, updatedAt: new Date().toISOString() })
		})
	)
}

function parse(text: string | undefined): string[] {
	const parsed = v.safeParse(Pairs, text)
	return parsed.success ? parsed.output : []
}
