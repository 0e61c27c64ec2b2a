import * as v from 'valibot'
import type { Result } from '#shared/result.ts'
import { SenderCheck } from '#shared/wire/sender-check.ts'
import type { StorageFault } from './database.ts'
import { findSetting, saveSetting } from './settings.ts'

/** Of the device, as the accounts are. */
const KEY = 'smtp_sender_checks'
const MOST = 20

/** What DNS said of a domain and a server; `at` in ms since the epoch. */
const KeptCheck = v.object({ domain: v.string(), host: v.string(), at: v.number(), check: SenderCheck })
export type KeptCheck = v.InferOutput<typeof KeptCheck>

const KeptChecks = v.pipe(v.string(), v.parseJson(), v.array(KeptCheck))

/** What was last found of a domain and a server, `undefined` when it was never looked at. */
export async function findSenderCheck(domain: string, host: string): Promise<KeptCheck | undefined> {
	return (await list()).find((kept) => kept.domain === domain && kept.host === host)
}

/** Keeps what was found, in the place of what was found before; the oldest go. */
export async function keepSenderCheck(found: KeptCheck): Promise<Result<unknown, StorageFault>> {
	const others = (await list()).filter(({ domain, host }) => domain !== found.domain || host !== found.host)
	return saveSetting(KEY, JSON.stringify([found, ...others].slice(0, MOST)))
}

async function list(): Promise<KeptCheck[]> {
	const parsed = v.safeParse(KeptChecks, await findSetting(KEY))
	return parsed.success ? parsed.output : []
}
