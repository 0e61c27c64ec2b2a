import { randomBytes } from 'node:crypto'
import type { Clock } from '#relay/clock.ts'
import type { Journal, MailingKey } from '#relay/journal/journal.ts'
import type { Mailer } from '#relay/mail/session.ts'
import { placeOf } from '#relay/problems.ts'
import type { SmtpAccounts } from '#relay/smtp-accounts.ts'
import type { Pace } from '#shared/wire/mailing.ts'
import { Aftermath } from './aftermath.ts'
import { Alarm } from './alarm.ts'
import { Courier, type Begun, type Means, type Orders } from './courier.ts'
import type { EventLog } from './event-log.ts'
import type { Counts, Ledger } from './ledger.ts'
import { Lanes, type Lane } from './lanes.ts'
import type { Letters } from './letters.ts'
import { Opener } from './opener.ts'
import { Pacer } from './pacer.ts'
import { Pauses, type Pause } from './pauses.ts'
import type { Posting } from './posting.ts'
import type { NoPlace, Quotas } from './quotas.ts'
import { SendQueue, type Outgoing } from './send-queue.ts'
import { Teller } from './teller.ts'
import { untilWritten } from './until-written.ts'

const RUN_NAME_OCTETS = 12
/** Servers end a session that is silent for longer (RFC 5321 §4.5.3.2.7 says five minutes, not all wait so long). */
const KEEP_OPEN_MS = 60_000

export type RunDeps = {
	clock: Clock
	journal: Journal
	mailer: Mailer
	accounts: SmtpAccounts
	quotas: Quotas
	/** Where links in letters lead, without a slash at its end; `undefined`: readers cannot reach this relay. */
	publicUrl?: string | undefined
	log: (line: string) => void
}

export type RunInput = {
	mailing: MailingKey
	ledger: Ledger
	letters: Letters
	userPaused: boolean
	/** Called once when nothing is left to do; what it promises is waited for before `done` is told. */
	finish: () => Promise<void>
}

type Plan = 'end' | { waitUntil: number | undefined } | { send: Outgoing; lane: Lane }

/** One process holding one mailing, from `accepted` to `done`, or until the process stops. */
export class Run {
	readonly name = randomBytes(RUN_NAME_OCTETS).toString('base64url')
	readonly pauses: Pauses
	/** Resolves when the last event has been told, or the run was stopped. */
	readonly finished: Promise<void>

	#deps: RunDeps
	#input: Omit<RunInput, 'letters'>
	#account: string
	#pace: Pace
	/** Content lives no longer than it is needed. */
	#letters: Letters | undefined
	#teller: Teller
	#alarm: Alarm
	#queue = new SendQueue()
	#lanes = new Lanes()
	#pacer: Pacer
	#aftermath: Aftermath
	#opener: Opener
	#stopping = false
	#failed = false
	#ended = false
	/** Aborted as long as no session may be opened. */
	#halt = new AbortController()

	constructor(deps: RunDeps, { letters, ...input }: RunInput, posting: Posting) {
		this.#deps = deps
		this.#input = input
		this.#letters = letters
		this.#account = posting.settings.account
		this.#pace = posting.settings.pace
		this.#pacer = new Pacer(posting.settings.pace)
		this.#opener = new Opener(deps)
		const { total, settled } = input.ledger.counts
		this.#teller = new Teller(deps.clock)
		this.#alarm = new Alarm(deps.clock)
		this.#teller.accepted({ run: this.name, total, settled, journalEpoch: deps.journal.epoch })
		this.pauses = new Pauses(false, (current, byHand) => this.#onPause(current, byHand))
		const parts = { ledger: input.ledger, teller: this.#teller, queue: this.#queue, pauses: this.pauses }
		this.#aftermath = new Aftermath(deps, { ...parts, pacer: this.#pacer })
		this.add(posting)
		if (input.userPaused && posting.fresh.length > 0) this.pauses.setUser(true)
		this.finished = Promise.resolve().then(() => this.#work())
	}

	/** Its events, from `accepted` on. */
	get log(): EventLog {
		return this.#teller.log
	}

	/** True once nothing can be added any more. */
	get ended(): boolean {
		return this.#ended || this.#stopping
	}

	/** True when it ends, or has ended, with work left that only the journal knows how to go on with. */
	get brokenOff(): boolean {
		return this.#stopping || this.#failed
	}

	/** Whether a message to a recipient is on its way, so that its fate is still to be known. */
	isUnderWay(recipientId: string): boolean {
		return this.#queue.isUnderWay(recipientId)
	}

	/** Adds what a posting brings, and sends the rest its way. */
	add({ fresh, decided, settings }: Posting): void {
		this.#account = settings.account
		this.#pace = settings.pace
		this.#pacer.use(settings.pace)
		this.#opener.use(settings.way)
		this.#lanes.forgetLimit()
		this.#teller.replay(decided)
		this.#queue.add(fresh)
		this.pauses.endByHand()
		this.#alarm.ring()
	}

	/** Sends nothing more of these attempts; what is on its way is finished. */
	cancel(cancelledAttempt: number): void {
		this.#queue.cancel(cancelledAttempt)
		this.#halt.abort()
		this.#halt = new AbortController()
		this.pauses.setUser(false)
		this.#alarm.ring()
	}

	/** Begins no new message and ends, without `done`, once what is on its way is finished. */
	stop(): Promise<void> {
		this.#stopping = true
		this.#halt.abort()
		this.#alarm.ring()
		return this.finished
	}

	async #work(): Promise<void> {
		try {
			for (let plan = this.#plan(); plan !== 'end'; plan = this.#plan()) {
				if ('send' in plan) await this.#begin(plan.send, plan.lane)
				else await this.#wait(plan.waitUntil)
			}
			await this.#end()
		} catch (error) {
			this.#failed = true
			this.#deps.log(`a mailing was interrupted: ${placeOf(error)}`)
		} finally {
			this.#ended = true
			this.#forget()
			this.#teller.end()
			await this.#lanes.closeIdle()
		}
	}

	#plan(): Plan {
		const now = this.#deps.clock.now()
		const inFlight = this.#lanes.busy
		if ((this.#stopping || this.#queue.size === 0) && inFlight === 0) return 'end'
		if (this.#stopping) return { waitUntil: undefined }
		this.pauses.expire(now)
		const pause = this.pauses.current
		if (pause) return { waitUntil: pause.resumeAt ?? undefined }
		const begin = this.#pacer.mayBegin({ now, inFlight })
		if (begin !== true) return { waitUntil: begin }
		const message = this.#queue.take(now)
		if (!message) return this.#standBy(inFlight)
		const lane = this.#lanes.take(this.#pacer.connections)
		if (lane) return { send: message, lane }
		this.#queue.putBack(message)
		return { waitUntil: undefined }
	}

	/** Waits for what is delayed; where nothing else is left, says so. */
	#standBy(inFlight: number): Plan {
		const aside = inFlight === 0 ? this.#queue.aside : undefined
		if (aside) {
			const { code, reply } = aside.why
			this.pauses.hold({ reason: 'throttle', resumeAt: aside.dueAt, code, reply })
		}
		return { waitUntil: this.#queue.dueAt }
	}

	async #wait(until: number | undefined): Promise<void> {
		const forLong = (until ?? 0) > this.#deps.clock.now() + KEEP_OPEN_MS
		if (this.pauses.current || forLong) void this.#lanes.closeIdle()
		await this.#alarm.wait(until)
	}

	async #begin(message: Outgoing, lane: Lane): Promise<void> {
		const claim = await this.#claim(message)
		if ('message' in claim) return void this.#carry(lane, claim)
		this.#lanes.give(lane)
		if ('heldUntil' in claim) await this.#alarm.wait(claim.heldUntil)
		else if ('fullUntil' in claim) this.pauses.hold({ reason: 'quota', resumeAt: claim.fullUntil })
		else if ('reason' in claim) this.pauses.hold(claim)
	}

	/** Takes a place for a message; without one, or when it may not begin any more, it goes back. */
	async #claim(message: Outgoing): Promise<Begun | NoPlace | Pause | { withdrawn: true }> {
		const wanted = Math.min(this.#pacer.batchSize, this.#queue.size + 1)
		const place = await this.#deps.quotas
			.take(this.#account, this.#pace, wanted)
			.catch((error: unknown) => this.#aftermath.failing(error))
		if ('release' in place && this.#mayBegin(message)) {
			this.#pacer.count(this.#deps.clock.now())
			return { message, place }
		}
		this.#queue.putBack(message)
		if (!('release' in place)) return place
		place.release()
		return { withdrawn: true }
	}

	/** The message that a busy lane may go on with. */
	async #next(): Promise<Begun | undefined> {
		const now = this.#deps.clock.now()
		if (this.#stopping || this.pauses.current) return undefined
		if (this.#pacer.mayBegin({ now, inFlight: this.#lanes.busy }) !== true) return undefined
		const message = this.#queue.take(now)
		const claim = message && (await this.#claim(message))
		return claim && 'message' in claim ? claim : undefined
	}

	async #carry(lane: Lane, begun: Begun): Promise<void> {
		const { journal, clock } = this.#deps
		const parts = { queue: this.#queue, pauses: this.pauses, aftermath: this.#aftermath }
		const courier = new Courier(this.#orders(), parts, { journal, clock, mailing: this.#input.mailing })
		await courier.carry(lane, begun)
		this.#lanes.give(lane)
		this.#alarm.ring()
	}

	#orders(): Orders {
		return {
			means: () => this.#means(),
			open: (lane) => this.#open(lane),
			mayBegin: (message) => this.#mayBegin(message),
			next: () => this.#next()
		}
	}

	#means(): Means | undefined {
		const letters = this.#letters
		return letters && { letters, account: this.#account, maxRetries: this.#pace.maxRetries }
	}

	async #open(lane: Lane): Promise<void> {
		const opened = await this.#opener.open({ signal: this.#halt.signal, othersOpen: () => this.#lanes.open > 0 })
		if (opened === 'too-many') this.#lanes.settleForFewer()
		else if (opened === 'halted') return
		else if ('session' in opened) lane.session = opened.session
		else this.#aftermath.holdFor(opened.failure)
		this.#alarm.ring()
	}

	#mayBegin(message: Outgoing): boolean {
		return !this.#stopping && !this.pauses.current && !this.#queue.isCancelled(message)
	}

	#onPause(pause: Pause | undefined, byHand: boolean): void {
		this.#teller.standing(pause)
		if (pause) this.#halt.abort()
		else this.#goOn(byHand)
		this.#alarm.ring()
	}

	#goOn(byHand: boolean): void {
		this.#halt = new AbortController()
		this.#pacer.goOn(this.#deps.clock.now())
		if (byHand) this.#queue.hasten()
	}

	/** Tells the end, unless the process goes first. */
	async #end(): Promise<void> {
		if (this.#stopping) return
		this.#ended = true
		const { total, settled, sent, failed, uncertain }: Counts = this.#input.ledger.counts
		const counts = { sent, failed, uncertain, cancelled: total - settled }
		await untilWritten(this.#input.finish, this.#deps.clock)
		this.#teller.done(counts)
	}

	/** Lets go of the password, the content and the addresses. */
	#forget(): void {
		this.#opener.use(undefined)
		this.#letters = undefined
		this.#queue.clear()
	}
}
