import * as v from 'valibot'
import { findSetting, saveSetting } from '#web/db/settings.ts'

const KEY = 'recent_choices'
const KEPT = 6

const Recent = v.pipe(v.string(), v.parseJson(), v.array(v.string()))

/** What was chosen in the palette of late, the latest first, by the names of the choices. */
export async function readRecentChoices(): Promise<string[]> {
	const parsed = v.safeParse(Recent, await findSetting(KEY))
	return parsed.success ? parsed.output : []
}

/** Remembers a choice as the latest. A device that refuses forgets it: nothing is lost by that. */
export async function addRecentChoice(name: string): Promise<void> {
	const others = (await readRecentChoices()).filter((other) => other !== name)
	await saveSetting(KEY, JSON.stringify([name, ...others].slice(0, KEPT)))
}
