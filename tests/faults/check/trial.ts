import type { MailingEvent } from '#shared/wire/event.ts'

/** What a person may ask of a mailing under way. */
export type Wish = 'pause' | 'resume' | 'cancel'

/** One recipient as posted. */
export type Posted = { id: string; email: string; attempt: number }

/**
 * Something that a device did or heard, in order. `tick` places it among everything else that happened, `life` says
 * which process of the relay it had to do with.
 */
export type Step = { tick: number; life: number } & (
	| { kind: 'posted'; post: number; recipients: readonly Posted[]; acceptDuplicateRisk: boolean }
	/** The answer was a problem: the relay says that it took nothing. */
	| { kind: 'turned-away'; post: number; status: number; code: string }
	/** A stream was opened, to begin after event `after` of the run `run`, or anew when that run is over. */
	| { kind: 'listening'; stream: number; post?: number; run?: string; after: number }
	| { kind: 'heard'; stream: number; event: MailingEvent }
	/** A wish was sent off, or was confirmed. */
	| { kind: 'asked' | 'granted'; wish: Wish }
)

/** What an SMTP server did about one message whose final dot it had received. */
export type Verdict = {
	tick: number
	life: number
	from: string
	to: string
	/** What the message itself says: its Message-ID, whom its text is meant for, and a digest of all of it. */
	messageId: string
	token: string
	digest: string
	/** It took responsibility for the message. */
	accepted: boolean
	/** What it said: a whole reply, a part of one or what is none, or nothing at all. */
	told: 'reply' | 'garbage' | 'nothing'
	/** It ended the connection itself. */
	ended: boolean
}

/**
 * A process that was ended, and how many open connections had carried this mailing: none counts where the process was
 * asked to end, for it may wait for its answers then.
 */
export type Kill = { life: number; signal: 'SIGKILL' | 'SIGTERM'; connections: number }

/** All that is known about one mailing at the end, from both sides of the relay. */
export type Trial = {
	/** Connections that its pace allows. */
	connections: number
	/** One history for each device that had to do with it. */
	devices: readonly (readonly Step[])[]
	verdicts: readonly Verdict[]
	kills: readonly Kill[]
	/** Nothing more will happen: whoever is undecided now stays so. */
	over: boolean
	/** Connections cut while a message's end, or the answer to it, may have been on its way: so many may be uncertain. */
	cutConnections?: number
}

/** What is wrong with a trial. */
export type Rule =
	/** After resuming, somebody is neither decided nor cancelled. */
	| 'lost'
	/** Somebody was accepted more often than a person allowed. */
	| 'twice'
	/** A message went out again although the server may have accepted it, and nobody allowed that. */
	| 'sent-again'
	| 'false-sent'
	| 'false-failed'
	| 'sent-though-cancelled'
	/** More was accepted while a person held the mailing than was under way. */
	| 'sent-though-held'
	/** A message that nobody asked for, or that is not the one meant for its recipient. */
	| 'stranger'
	/** Two copies for one recipient differ. */
	| 'copy-differs'
	| 'result-changed'
	| 'told-twice'
	| 'out-of-order'
	/** `done` counts otherwise than the results do. */
	| 'miscounted'
	/** More people are uncertain than the accidents explain. */
	| 'needlessly-uncertain'

/** One thing that is wrong, with whom it concerns. */
export type Finding = { rule: Rule; recipientId?: string; detail: string }
