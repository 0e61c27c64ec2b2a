import * as v from 'valibot'
import { findSetting, saveSetting } from '#web/db/settings.ts'

/** The hints there are: each is shown once, where it helps. */
export type HintName = 'first-selection' | 'undo' | 'first-draft' | 'merge-fields'

export type HintState = { on: boolean; seen: string[] }

const ON_KEY = 'hints'
const SEEN_KEY = 'hints_seen'

const Seen = v.pipe(v.string(), v.parseJson(), v.array(v.string()))

/** Whether hints are wanted, and which were shown already. */
export async function readHints(): Promise<HintState> {
	const seen = v.safeParse(Seen, await findSetting(SEEN_KEY))
	return { on: (await findSetting(ON_KEY)) !== 'off', seen: seen.success ? seen.output : [] }
}

/** Shows this hint no more. A device that refuses shows it again: nothing is lost by that. */
export async function markHintSeen(name: HintName): Promise<void> {
	const { seen } = await readHints()
	if (!seen.includes(name)) await saveSetting(SEEN_KEY, JSON.stringify([...seen, name]))
}

/** Shows hints from now on, or none. */
export async function switchHints(on: boolean): Promise<void> {
	await saveSetting(ON_KEY, on ? 'on' : 'off')
}

/** Shows every hint once more. */
export async function showHintsAgain(): Promise<void> {
	await saveSetting(SEEN_KEY, '[]')
	await switchHints(true)
}
