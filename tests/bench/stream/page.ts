import type { Mailing, MailingLog } from '#shared/mailing.ts'
import type { MemberId } from '#shared/member.ts'
import { database, openDatabase } from '#web/db/database.ts'
import { countLogs } from '#web/db/mailing-logs.ts'
import { addMailing } from '#web/db/mailings.ts'
import { EventRecorder } from '#web/outbox/event-recorder.ts'
import { gather } from '#web/outbox/gather.ts'
import { followMailing, type MailingEvents } from '#web/relay/mailings.ts'
import { MAILING_ID, recipientIdOf } from './story.ts'

/** Rows a transaction, about as many as the app stores together when results rush in. */
const BATCH = 5000

/** What the bench asks of the page. */
export type StreamPage = {
	/** Reads a story of so many recipients with the app's parser; ms from the first event to the last. */
	parse(count: number): Promise<number>
	/** The same with nothing but `JSON.parse` of each line: what any reader of the stream must do. */
	parseBare(count: number): Promise<number>
	/** Keeps a mailing to so many, then reads and stores its story as the app does; ms from the first event to the end. */
	store(count: number): Promise<number>
	/** Puts the rows that `store` wrote last back into their table, with nothing but IndexedDB: ms. */
	storeBare(): Promise<number>
}

const page: StreamPage = {
	async parse(count) {
		return timeEvents(await listen(count), count + 2)
	},
	async parseBare(count) {
		const response = await fetch(`/api/v1/mailings/${MAILING_ID}/events?run=${count}`)
		return timeEvents(bareEvents(response.body!), count + 2)
	},
	async store(count) {
		await openDatabase(`bench-${crypto.randomUUID()}`)
		const mailing = mailingTo(count)
		const logs = Array.from({ length: count }, (_, index) => logOf(mailing, index))
		await addMailing(mailing, logs)
		const recorder = new EventRecorder(mailing)
		let start = 0
		for await (const batch of gather(await listen(count))) {
			start ||= performance.now()
			const recorded = await recorder.record(batch)
			if (!recorded.ok) throw new Error(recorded.error.code)
		}
		const elapsedMs = performance.now() - start
		const { sent, failed } = await countLogs(mailing.id)
		if (sent + failed !== count) throw new Error(`${sent + failed} of ${count} were stored`)
		return elapsedMs
	},
	async storeBare() {
		const rows = await database().mailingLogs.toArray()
		const db = database().backendDB()
		const start = performance.now()
		for (let from = 0; from < rows.length; from += BATCH) {
			const transaction = db.transaction('mailingLogs', 'readwrite', { durability: 'strict' })
			for (const row of rows.slice(from, from + BATCH)) transaction.objectStore('mailingLogs').put(row)
			await new Promise((resolve) => (transaction.oncomplete = resolve))
		}
		return performance.now() - start
	}
}
Object.assign(globalThis, { page })

async function listen(count: number): Promise<MailingEvents> {
	// The stand-in for the relay takes from the run how long its story is to be.
	const opened = await followMailing(MAILING_ID, { run: String(count), after: 0 })
	if (!opened.ok) throw new Error(opened.error.code)
	return opened.value
}

async function timeEvents(batches: AsyncIterable<unknown[]>, expected: number): Promise<number> {
	let start = 0
	let seen = 0
	for await (const batch of batches) {
		start ||= performance.now()
		seen += batch.length
	}
	if (seen !== expected) throw new Error(`${seen} events instead of ${expected}`)
	return performance.now() - start
}

async function* bareEvents(body: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<unknown[]> {
	let rest = ''
	for await (const chunk of body.pipeThrough(new TextDecoderStream())) {
		const lines = (rest + chunk).split('\n')
		rest = lines.pop() ?? ''
		yield lines.map((line): unknown => JSON.parse(line))
	}
}

function mailingTo(total: number): Mailing {
	return {
		id: MAILING_ID,
		createdAt: '2026-11-22T10:00:00.000Z',
		subject: 'Assemblée générale',
		text: 'Bonjour à toutes et à tous.',
		html: '<p>Bonjour à toutes et à tous.</p>',
		accountId: 'default',
		smtp: { host: 'smtp.example.org', port: 587, security: 'starttls', username: 'club', password: '' },
		sender: { email: 'club@example.org' },
		pace: {},
		sandbox: false,
		logging: true,
		progress: 'open',
		total,
		journalEpoch: 'an-epoch',
		run: '',
		lastSeq: 0,
		acceptDuplicateRisk: false,
		posts: 1
	}
}

function logOf({ id, subject, createdAt }: Mailing, index: number): MailingLog {
	return {
		id: recipientIdOf(index),
		mailingId: id,
		recipientId: `member-${index}` as MemberId,
		recipientEmail: `membre${index}@example.org`,
		recipientName: `Zoé${index} Lefèvre`,
		subject,
		status: 'submitted',
		messageId: '',
		error: '',
		timestamp: createdAt,
		code: '',
		scope: '',
		attempt: 1,
		tries: 0,
		fields: { prenom: `Zoé${index}` },
		sandbox: false
	}
}
