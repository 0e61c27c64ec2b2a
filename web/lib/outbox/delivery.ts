import type { LostReason, Mailing, MailingId } from '#shared/mailing.ts'
import type { Result } from '#shared/result.ts'
import type { DoneEvent, MailingEvent } from '#shared/wire/event.ts'
import type { StorageFault } from '#web/db/database.ts'
import { attemptsOf, listLogsByStatus, type Attempts } from '#web/db/mailing-logs.ts'
import { findMailing, removeMailing, updateMailing } from '#web/db/mailings.ts'
import { followMailing, getMailing, type MailingEvents } from '#web/relay/mailings.ts'
import { finishMailing, finishUncertain } from './closing.ts'
import { reactionTo, type DeliveryFailure, type DeliveryStatus } from './delivery-status.ts'
import { EventRecorder, type Recorded } from './event-recorder.ts'
import { gather } from './gather.ts'
import { emptyDraft } from './keep-accepted.ts'
import { postRest, type NotPosted } from './posting.ts'
import { reconcileRestored } from './reconcile.ts'
import { Rest } from './rest.ts'
import { obeyWish } from './wish.ts'

/**
 * How a stream came about. `posted`: for whom, when it answers a post; `first`: nothing of the mailing was ever accepted
 * before; `hangUp` stops listening.
 */
type Line = { posted?: Attempts; first: boolean; hangUp: AbortController }

const FIRST_DELAY_MS = 500
const LONGEST_DELAY_MS = 30_000
/** No relay is believed that wants not to be asked for longer. */
const LONGEST_RETRY_AFTER_MS = 600_000
/** A relay that is there says so every 15 s. */
const LONGEST_SILENCE_MS = 50_000

/**
 * One mailing on its way: gives it to the relay, follows it, stores what is told, and comes back after any accident
 * until it is over. One per mailing and profile: the outbox sees to that.
 *
 * Following costs nothing; posting sends the content again, and is for what the relay does not hold.
 */
export class Delivery {
	readonly #id: MailingId
	readonly #report: (status: DeliveryStatus) => void
	readonly #rest = new Rest()
	#status: DeliveryStatus = { phase: 'connecting' }
	#way: 'follow' | 'post' = 'follow'
	#failures = 0
	/** The relay has confirmed that a person cancelled it. */
	#cancelled = false
	/** The last stream ended before the mailing did. */
	#endedEarly = false
	#noticed: Pick<Mailing, 'wish'> & { password?: string } = {}
	/** The stored mailing changed in a way that matters since it was last read. */
	#changed = false
	/** Ends the stream that is listened to; absent while a post waits for its answer, which must not be cut. */
	#hangUp: (() => void) | undefined

	constructor(id: MailingId, report: (status: DeliveryStatus) => void) {
		this.#id = id
		this.#report = report
	}

	/** Sees the mailing through. Resolves once it is over or refused, or `signal` aborts. */
	async run(signal: AbortSignal): Promise<void> {
		this.#tell({ phase: 'connecting' })
		while (!signal.aborted) {
			this.#rest.begin()
			this.#changed = false
			const mailing = await findMailing(this.#id)
			if (mailing?.progress !== 'open') return
			this.#noticed = { wish: mailing.wish, password: mailing.smtp.password }
			const waitMs = await this.#goOn(mailing, signal)
			if (waitMs > 0) await this.#rest.take(waitMs, signal)
		}
	}

	/** Looks at what changed in the stored mailing: what a person wants, and a new password, are seen to at once. */
	notice({ wish, smtp }: Mailing): void {
		const newPassword = this.#noticed.password !== undefined && this.#noticed.password !== smtp.password
		if (!newPassword && (wish === undefined || wish === this.#noticed.wish)) return
		if (newPassword) this.#way = 'post'
		this.#noticed = { wish, password: smtp.password }
		this.#changed = true
		this.#hangUp?.()
		this.wake()
	}

	/** Tries again now what waits. */
	wake(): void {
		this.#rest.end()
	}

	#goOn(mailing: Mailing, signal: AbortSignal): Promise<number> {
		if (mailing.restored) return this.#reconcile(mailing)
		return mailing.wish ? this.#obey(mailing) : this.#connect(mailing, signal)
	}

	async #reconcile(mailing: Mailing): Promise<number> {
		const reconciled = await reconcileRestored(mailing)
		return reconciled.ok ? 0 : this.#setBack(mailing, reconciled.error)
	}

	async #obey(mailing: Mailing): Promise<number> {
		const obeyed = await obeyWish(mailing)
		if (!obeyed.ok) return this.#setBack(mailing, obeyed.error)
		if (obeyed.value.status) this.#tell(obeyed.value.status)
		this.#cancelled ||= mailing.wish === 'cancel' && obeyed.value.waitMs === 0
		return obeyed.value.waitMs
	}

	async #connect(mailing: Mailing, signal: AbortSignal): Promise<number> {
		const way = mailing.run === '' ? 'post' : this.#way
		if (way === 'post' && mailing.standing) return this.#standStill(mailing.standing)
		const hangUp = new AbortController()
		const stop = () => hangUp.abort()
		signal.addEventListener('abort', stop)
		try {
			return way === 'post' ? await this.#post(mailing, hangUp) : await this.#follow(mailing, hangUp)
		} catch (error) {
			if (!hangUp.signal.aborted) throw error
			return 0
		} finally {
			signal.removeEventListener('abort', stop)
			this.#hangUp = undefined
			stop()
		}
	}

	/** Posting would end a pause that waits for a person, and the relay that told of it is not there any more to hold it. */
	#standStill(standing: NonNullable<Mailing['standing']>): number {
		this.#way = 'follow'
		this.#tell({ phase: 'paused', pause: { ...standing, resumeAt: null } })
		return LONGEST_DELAY_MS
	}

	async #follow(mailing: Mailing, hangUp: AbortController): Promise<number> {
		this.#hangUp = () => hangUp.abort()
		const { id, run, lastSeq } = mailing
		const opened = await followMailing(id, { run, after: lastSeq }, hangUp.signal)
		if (opened.ok) {
			if (this.#status.phase !== 'paused') this.#tell({ phase: 'running' })
			return this.#listen(mailing, opened.value, { first: false, hangUp })
		}
		if (reactionTo(opened.error) !== 'post') return this.#setBack(mailing, opened.error)
		this.#way = 'post'
		return 0
	}

	async #post(mailing: Mailing, hangUp: AbortController): Promise<number> {
		const posted = await postRest(mailing, hangUp.signal)
		if (!posted.ok) return this.#turnedAway(mailing, posted.error)
		if (!posted.value) return this.#finish(mailing, new Map())
		this.#way = 'follow'
		const { events, first, attempts } = posted.value
		return this.#listen(mailing, events, { posted: attempts, first, hangUp })
	}

	async #listen(mailing: Mailing, events: MailingEvents, line: Line): Promise<number> {
		const recorder = new EventRecorder(mailing)
		const batches = gather(events)
		for (let batch = await nextOf(batches); batch; batch = await nextOf(batches)) {
			if (batch === 'broken') return line.hangUp.signal.aborted ? 0 : this.#lostTrack(mailing)
			this.#noticed.password = findResealed(batch) ?? this.#noticed.password
			const recorded = await recorder.record(batch)
			if (!recorded.ok) return this.#setBack(mailing, recorded.error)
			await this.#show(mailing, recorded.value, line)
			if (recorded.value.done) return this.#end(mailing, recorded.value.done, line)
			if (this.#changed && this.#hangUp) return 0
		}
		// Twice without the end between: the relay does not run this mailing any more.
		if (this.#endedEarly) this.#way = 'post'
		this.#endedEarly = !this.#endedEarly
		return this.#lostTrack(mailing)
	}

	async #show(mailing: Mailing, { accepted, status, empty }: Recorded, { first, hangUp }: Line): Promise<void> {
		if (!empty) this.#failures = 0
		if (accepted) {
			this.#hangUp = () => hangUp.abort()
			if (first) await emptyDraft(mailing)
		}
		if (status) this.#tell(await this.#upToDate(status))
		else if (!empty && this.#status.phase === 'waiting') this.#tell({ phase: 'running' })
	}

	/** A pause that is told again after a reload began earlier: how long it lasts still, only the relay knows. */
	async #upToDate(status: DeliveryStatus): Promise<DeliveryStatus> {
		if (status.phase !== 'paused' || status.pause.resumeAt === null) return status
		const summary = await getMailing(this.#id)
		const resumeInMs = summary.ok ? summary.value.resumeInMs : undefined
		if (typeof resumeInMs !== 'number') return status
		return { phase: 'paused', pause: { ...status.pause, resumeAt: Date.now() + resumeInMs } }
	}

	async #end(mailing: Mailing, done: DoneEvent, { posted }: Line): Promise<number> {
		const open = await listLogsByStatus(this.#id, 'submitted')
		const unasked = posted
			? open.some(({ id, attempt }) => posted.get(id) !== attempt)
			: open.length > done.cancelled && !this.#cancelled
		if (!unasked) return this.#finish(mailing, attemptsOf(open))
		// It ended without knowing of everybody: what it does not hold is posted.
		this.#way = 'post'
		return 0
	}

	async #finish(mailing: Mailing, open: Attempts): Promise<number> {
		const finished = await finishMailing(mailing, { cancelled: open.size > 0, open })
		return finished.ok ? 0 : this.#setBack(mailing, finished.error)
	}

	/** The relay's own answer to a post is certain: it took nothing. The very first time, nothing has left at all. */
	async #turnedAway(mailing: Mailing, { failure, certain }: NotPosted): Promise<number> {
		const first = (mailing.posts ?? 0) === 0 && certain
		if (!first) return this.#setBack(mailing, failure)
		// The journal was replaced since it was asked for its name, a moment ago: it is asked again.
		const again = reactionTo(failure) === 'retry' || failure.code === 'journal-replaced'
		const changed = again ? await updateMailing(this.#id, { posts: 0 }) : await this.#takeOut(mailing)
		if (!changed.ok) return this.#setBack(mailing, changed.error)
		if (again) return this.#retryLater(failure)
		this.#tell({ phase: 'refused', failure })
		return 0
	}

	/** What had waited waits again; the text of any other is still the draft. */
	#takeOut({ heldAt }: Mailing): Promise<Result<unknown, StorageFault>> {
		if (heldAt === undefined) return removeMailing(this.#id)
		return updateMailing(this.#id, { progress: 'waiting', sendAt: undefined, posts: 0 })
	}

	#lostTrack(mailing: Mailing): Promise<number> {
		return this.#setBack(mailing, { code: 'relay-unreachable' })
	}

	async #setBack(mailing: Mailing, failure: DeliveryFailure): Promise<number> {
		const reaction = reactionTo(failure)
		if (reaction === 'give-up') return this.#giveUp(mailing, failure.code as LostReason)
		if (reaction === 'ask') {
			this.#tell({ phase: 'blocked', failure })
			return Infinity
		}
		return this.#retryLater(failure)
	}

	#retryLater(failure: DeliveryFailure): number {
		this.#failures += 1
		const backOffMs = Math.min(FIRST_DELAY_MS * 2 ** (this.#failures - 1), LONGEST_DELAY_MS)
		const waitMs = Math.max(backOffMs, Math.min(failure.retryAfterMs ?? 0, LONGEST_RETRY_AFTER_MS))
		// A stream that breaks once is picked up before anybody need know.
		if (this.#failures > 1) this.#tell({ phase: 'waiting', failure, retryAt: Date.now() + waitMs })
		return waitMs
	}

	async #giveUp(mailing: Mailing, lost: LostReason): Promise<number> {
		const closed = await finishUncertain(mailing, lost)
		return closed.ok ? 0 : this.#setBack(mailing, closed.error)
	}

	#tell(status: DeliveryStatus): void {
		this.#status = status
		this.#report(status)
	}
}

/** The next batch, `undefined` at the end, `broken` when the stream broke off or held what is no event. */
async function nextOf(batches: AsyncGenerator<MailingEvent[]>): Promise<MailingEvent[] | 'broken' | undefined> {
	let timer: ReturnType<typeof setTimeout> | undefined
	const silence = new Promise<'broken'>((resolve) => (timer = setTimeout(resolve, LONGEST_SILENCE_MS, 'broken')))
	try {
		const next = await Promise.race([batches.next(), silence])
		if (next === 'broken') return next
		return next.done ? undefined : next.value
	} catch {
		return 'broken' // Whatever broke it, what is stored stands, and the relay tells the rest again.
	} finally {
		clearTimeout(timer)
	}
}

const findResealed = (batch: MailingEvent[]) => batch.find((event) => event.type === 'accepted')?.resealedPassword
