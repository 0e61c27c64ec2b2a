import { describe, expect, test } from 'vitest'
import { judgeAttempt, type Circumstances } from '#relay/mailings/attempts.ts'
import { Ledger, type Result } from '#relay/mailings/ledger.ts'
import type { Outcome } from '#shared/wire/event.ts'

/** A ledger in which r1 has these attempts; `waiting` has no result. */
function ledgerOf(...attempts: (Outcome | 'waiting')[]): Ledger {
	const ledger = new Ledger()
	for (const [index, outcome] of attempts.entries()) {
		const attempt = index + 1
		ledger.add('r1', { attempt, mac: 'mac' })
		const result: Omit<Result, 'outcome'> = { recipientId: 'r1', attempt, messageId: '', tries: 1, at: '' }
		if (outcome !== 'waiting') ledger.settle({ ...result, outcome })
	}
	return ledger
}

const judge = (ledger: Ledger, attempt: number, changes: Partial<Circumstances> & { mac?: string } = {}) => {
	const { mac = 'mac', ...rest } = changes
	const usual = { ledger, mailingKnown: true, cancelledAttempt: 0, isUnderWay: () => false, acceptDuplicateRisk: false }
	return judgeAttempt({ recipientId: 'r1', attempt, mac }, { ...usual, ...rest })
}

describe('judgeAttempt', () => {
	test('sends the first attempt at someone new', () => {
		expect(judge(ledgerOf(), 1)).toBe('send')
		expect(judge(ledgerOf(), 1, { mailingKnown: false })).toBe('send')
	})

	test.each(['sent', 'failed', 'uncertain'] as const)('replays what is %s', (outcome) => {
		expect(judge(ledgerOf(outcome), 1)).toBe('replay')
		expect(judge(ledgerOf(outcome), 1, { acceptDuplicateRisk: true })).toBe('replay')
		expect(judge(ledgerOf(outcome), 1, { mac: 'other' })).toBe('mailing-changed')
	})

	test('leaves alone what waits or was cancelled', () => {
		expect(judge(ledgerOf('waiting'), 1)).toBe('leave')
		expect(judge(ledgerOf('waiting'), 1, { mac: 'other' })).toBe('mailing-changed')
		expect(judge(ledgerOf(), 1, { cancelledAttempt: 1 })).toBe('leave')
		expect(judge(ledgerOf('failed', 'waiting'), 2, { cancelledAttempt: 2 })).toBe('leave')
	})

	test.each<[Outcome | 'waiting', string, string]>([
		['failed', 'send', 'send'],
		['uncertain', 'duplicate-risk', 'send'],
		['sent', 'attempt-refused', 'attempt-refused'],
		['waiting', 'attempt-refused', 'attempt-refused']
	])('judges a second attempt after one that is %s: %s, and with the risk accepted: %s', (before, plain, accepted) => {
		expect(judge(ledgerOf(before), 2)).toBe(plain)
		expect(judge(ledgerOf(before), 2, { acceptDuplicateRisk: true })).toBe(accepted)
	})

	test('sends a second attempt after a cancelled one, whether or not it is remembered', () => {
		expect(judge(ledgerOf('waiting'), 2, { cancelledAttempt: 1 })).toBe('send')
		expect(judge(ledgerOf(), 2, { cancelledAttempt: 1 })).toBe('send')
	})

	test('refuses a second attempt while the cancelled one is on its way', () => {
		const verdict = judge(ledgerOf('waiting'), 2, { cancelledAttempt: 1, isUnderWay: () => true })

		expect(verdict).toBe('attempt-refused')
	})

	test('sends a third attempt after a cancelled one that is not remembered, unless the first was sent', () => {
		expect(judge(ledgerOf('failed'), 3, { cancelledAttempt: 2 })).toBe('send')
		expect(judge(ledgerOf('sent'), 3, { cancelledAttempt: 2 })).toBe('attempt-refused')
	})

	test('allows no attempt that it would not send just because it is cancelled', () => {
		expect(judge(ledgerOf('failed'), 2, { cancelledAttempt: 2 })).toBe('leave')
		expect(judge(ledgerOf('sent'), 2, { cancelledAttempt: 2 })).toBe('attempt-refused')
		expect(judge(ledgerOf('uncertain'), 2, { cancelledAttempt: 2 })).toBe('duplicate-risk')
	})

	test('refuses attempts out of order', () => {
		expect(judge(ledgerOf('failed'), 3)).toBe('attempt-refused')
		expect(judge(ledgerOf('failed', 'failed'), 4, { acceptDuplicateRisk: true })).toBe('attempt-refused')
		expect(judge(ledgerOf(), 2)).toBe('attempt-refused')
	})

	test('asks for consent where the journal knows nothing of the mailing', () => {
		expect(judge(ledgerOf(), 2, { mailingKnown: false })).toBe('duplicate-risk')
		expect(judge(ledgerOf(), 2, { mailingKnown: false, acceptDuplicateRisk: true })).toBe('send')
	})
})

describe('Ledger', () => {
	test('counts by each recipient’s highest attempt', () => {
		const ledger = ledgerOf('failed', 'waiting')
		const before = { ...ledger.counts }

		ledger.settle({ recipientId: 'r1', attempt: 2, outcome: 'sent', messageId: '', tries: 1, at: '' })

		expect(before).toEqual({ total: 1, settled: 0, sent: 0, failed: 0, uncertain: 0 })
		expect(ledger.counts).toEqual({ total: 1, settled: 1, sent: 1, failed: 0, uncertain: 0 })
	})

	test('never changes what is decided', () => {
		const ledger = ledgerOf('sent')

		expect(() =>
			ledger.settle({ recipientId: 'r1', attempt: 1, outcome: 'failed', messageId: '', tries: 1, at: '' })
		).toThrow()
	})
})
