import * as v from 'valibot'
import { RelayInfo } from '#shared/wire/relay-info.ts'
import { findSetting, saveSetting } from './settings.ts'

const KEY = 'relay_info'

/** What the relay last said of itself, `undefined` when it never answered this device. */
export async function findRelayInfo(): Promise<RelayInfo | undefined> {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), RelayInfo), await findSetting(KEY))
	return parsed.success ? parsed.output : undefined
}

/** Keeps what the relay says of itself for a start without it; nothing is written when it says the same as before. */
export async function keepRelayInfo(info: RelayInfo): Promise<void> {
	const value = JSON.stringify(info)
	// A disk that refuses costs no more than this: the next start without a relay knows less of it.
	if ((await findSetting(KEY)) !== value) await saveSetting(KEY, value)
}
