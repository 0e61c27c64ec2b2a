import type { Mailing } from '#shared/mailing.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { attemptsOf, listLogsByStatus } from '#web/db/mailing-logs.ts'
import { updateMailing } from '#web/db/mailings.ts'
import { getRelayInfo } from '#web/relay.ts'
import { steerMailing } from '#web/relay/mailings.ts'
import { finishMailing, finishUncertain } from './closing.ts'
import type { DeliveryFailure, DeliveryStatus } from './delivery-status.ts'

/** What came of it: what to show, and how long to stand still (ms) before going on. */
type Obeyed = { status?: DeliveryStatus; waitMs: number }

/** A post that no answer came back for may still be on its way: until then "I hold nothing of it" proves nothing. */
const POST_SETTLES_IN_MS = 60_000
const ASK_AGAIN_IN_MS = 5_000

const AT_ONCE: Obeyed = { waitMs: 0 }
const PAUSED_HERE: Obeyed = {
	status: { phase: 'paused', pause: { reason: 'user', resumeAt: null } },
	waitMs: Infinity
}

/** Does what a person asked of a mailing: at the relay, or here alone when the relay holds nothing of it. */
export async function obeyWish(mailing: Mailing): Promise<Result<Obeyed, DeliveryFailure>> {
	const { id, wish, posts = 0 } = mailing
	if (wish === undefined) return ok(AT_ONCE)
	if (posts === 0) return obeyHere(mailing, true)
	const steered = await steerMailing(id, wish)
	if (steered.ok) return forgetWish(mailing)
	if (steered.error.code !== 'unknown-mailing') return steered
	if (wish === 'resume') return forgetWish(mailing)
	const info = await getRelayInfo()
	if (!info.ok) return info
	const known = info.value.journalEpoch === mailing.journalEpoch
	if (known && isOnItsWay(mailing)) return ok({ waitMs: ASK_AGAIN_IN_MS })
	return obeyHere(mailing, known)
}

/** `known`: the relay's journal is the one that the mailing was meant for, so what it does not hold was not sent. */
async function obeyHere(mailing: Mailing, known: boolean): Promise<Result<Obeyed, DeliveryFailure>> {
	if (mailing.wish === 'pause') return ok(PAUSED_HERE)
	if (mailing.wish === 'resume') return forgetWish(mailing)
	const open = attemptsOf(await listLogsByStatus(mailing.id, 'submitted'))
	const closed = known
		? await finishMailing(mailing, { cancelled: true, open })
		: await finishUncertain(mailing, 'journal-replaced')
	return closed.ok ? forgetWish(mailing) : closed
}

/** What a person has asked for is done, and with it whatever the mailing stood still for. */
async function forgetWish({ id }: Mailing): Promise<Result<Obeyed, DeliveryFailure>> {
	const forgotten = await updateMailing(id, { wish: undefined, standing: undefined })
	return forgotten.ok ? ok(AT_ONCE) : err(forgotten.error)
}

function isOnItsWay({ postedAt }: Mailing): boolean {
	if (postedAt === undefined) return false
	const age = Date.now() - postedAt
	return age >= 0 && age < POST_SETTLES_IN_MS // A clock that was set back says nothing.
}
