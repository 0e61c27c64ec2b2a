import { TOKEN_TEXT } from '#tests/faults/smtp/letter.ts'
import type { Posted } from '#tests/faults/check/trial.ts'
import type { Content } from '#tests/faults/device.ts'
import type { Dice } from '#tests/faults/dice.ts'
import type { Fault, Script, Stage } from '#tests/faults/smtp/fault.ts'

/** A mailing of a trial, and what is to happen to it besides the kills. */
export type Scenario = {
	content: Content
	connections: number
	recipients: Posted[]
	/** Faults of the server for its messages. */
	script: Script
	devices: 1 | 2
	/** A wish, made when so many events have been heard. */
	wish: { kind: 'pause' | 'cancel'; after: number } | undefined
	/** The stream is cut a few times, when so many events have been heard; so many results are lost with it. */
	cuts: { times: number; every: number; lost: number } | undefined
	/** What did not arrive, or may not have, is sent again once. */
	resends: boolean
	/** In the end everything is posted once more, as out of an old backup. */
	restores: boolean
}

/** Of a hundred messages of a mailing whose server fails, so many meet a fault at each stage. */
const FAULTS: Partial<Record<Stage, number>> = { auth: 10, mail: 2, rcpt: 4, data: 2, body: 1, dot: 12 }

/** Throws a mailing. `host` and `port` are its server's. */
export function throwScenario(dice: Dice, { id, host, port }: { id: string; host: string; port: number }): Scenario {
	const connections = dice.weigh([
		[50, 1],
		[25, 2],
		[15, 3],
		[10, 5]
	])
	const count = dice.int(3, 40)
	const faulty = dice.percent(50)
	const chance = dice.fork()
	return {
		connections,
		content: {
			id,
			createdAt: new Date().toISOString(),
			subject: `Sortie ${id}`,
			text: TOKEN_TEXT,
			sender: { email: senderOf(id) },
			smtp: { host, port, security: 'none', username: senderOf(id), password: '' },
			pace: { batchSize: 1000, batchDelayMs: 0, maxRetries: dice.int(0, 1), connections }
		},
		recipients: Array.from({ length: count }, (_, n) => ({ id: `r${n}`, email: `r${n}@${id}.example`, attempt: 1 })),
		script: ({ stage }) => (faulty && chance.percent(FAULTS[stage] ?? 0) ? throwFault(chance, stage) : undefined),
		devices: dice.percent(15) ? 2 : 1,
		wish: dice.percent(25) ? { kind: dice.percent(60) ? 'pause' : 'cancel', after: dice.int(1, count) } : undefined,
		cuts: dice.percent(30) ? { times: dice.int(1, 5), every: dice.int(1, 20), lost: dice.int(0, 3) } : undefined,
		resends: dice.percent(40),
		restores: dice.percent(25)
	}
}

/** The envelope's sender of a mailing, and the user's name at a login: by it, the server tells mailings apart. */
export const senderOf = (id: string): string => `${id}@club.example`

const REFUSALS = [
	'451 4.3.0 Try later',
	'452 4.2.2 Mailbox full',
	'550 5.1.1 No such user',
	'421 4.3.2 Going away'
] as const

/** What a server says that is not itself, or not the one that was meant. */
export function throwGreeting(dice: Dice): Fault {
	return dice.pick<Fault>([
		{ kind: 'reply', text: '554 5.3.2 No service here', then: 'close' },
		{ kind: 'reply', text: '421 4.3.2 Too many connections', then: 'close' },
		{ kind: 'octets', text: 'HTTP/1.1 400 Bad Request\r\n\r\n', then: 'close' },
		cutOff('22', 'reset'),
		{ kind: 'stall' }
	])
}

function throwFault(dice: Dice, stage: Stage): Fault {
	if (stage === 'auth') return throwLogin(dice)
	// Nothing is said in mid-message: a "250" before its time that arrives just after the end cannot be told from its answer.
	if (stage === 'body') return cutOff('', dice.percent(50) ? 'close' : 'reset')
	const then = dice.percent(50) ? 'close' : 'reset'
	const refusal = dice.pick(REFUSALS)
	const plain: Fault = { kind: 'reply', text: refusal, ...(refusal.startsWith('421') && { then: 'close' }) }
	if (stage !== 'dot')
		return dice.pick<Fault>([plain, plain, cutOff('', then), cutOff('25', then), { kind: 'dribble' }])
	const accept = dice.percent(50)
	return dice.weigh<Fault>([
		[4, plain],
		[1, { kind: 'reply', text: '554 5.7.1 Spam' }],
		[3, { ...cutOff('', then), accept }],
		[2, { ...cutOff(dice.pick(['2', '250', '250 2.0.0 Ok', '250-2.0.0 Ok\r\n']), then), accept }],
		[2, { kind: 'octets', text: 'Ok\r\n', accept }],
		[1, { kind: 'stall', accept }],
		[2, { kind: 'dribble' }],
		[dice.percent(10) ? 1 : 0, { kind: 'flood', accept }]
	])
}

/** Mostly a refusal for good, although the password is right: of the others, each costs a process its life. */
function throwLogin(dice: Dice): Fault {
	return dice.weigh<Fault>([
		[8, { kind: 'reply', text: '535 5.7.8 Authentication failed' }],
		[1, { kind: 'reply', text: '454 4.7.0 Temporary authentication failure' }],
		[1, cutOff('23', 'close')],
		[2, { kind: 'dribble' }]
	])
}

function cutOff(text: string, then: 'close' | 'reset') {
	return { kind: 'octets', text, then } as const
}
