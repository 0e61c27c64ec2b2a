import { describe, expect, test } from 'vitest'
import { checkTrial } from './checker.ts'
import { TrialScript } from './trial-script.ts'
import type { Trial } from './trial.ts'

const begin = (...names: string[]) => new TrialScript().post(names).listen(names.length)
const UNCLEAR = { told: 'nothing', ended: true } as const
const INTERRUPTED = { code: 'interrupted', scope: 'connection', replayed: true } as const

const rules = (trial: Trial) => checkTrial(trial).map(({ rule, recipientId }) => [rule, recipientId].join(' ').trim())

describe('the checker finds nothing wrong with', () => {
	test.each<[string, Trial]>([
		[
			'a mailing that goes well',
			begin('a', 'b').dot('a').result('a', 'sent').dot('b').result('b', 'sent').done(2).end()
		],
		[
			'a refusal',
			begin('a').dot('a', { accepted: false }).result('a', 'failed', { code: 'message-refused' }).done(0, 1).end()
		],
		[
			'a kill between the dot and its answer',
			begin('a', 'b')
				.dot('a', { told: 'nothing' })
				.kill()
				.post(['a', 'b'])
				.listen(2)
				.result('a', 'uncertain', INTERRUPTED)
				.dot('b')
				.result('b', 'sent')
				.done(1, 0, 1)
				.end()
		],
		['a kill before the dot', begin('a').kill().post(['a']).listen(1).dot('a').result('a', 'sent').done(1).end()],
		[
			'an answer that never came',
			begin('a').dot('a', UNCLEAR).result('a', 'uncertain', { code: 'connection-lost' }).done(0, 0, 1).end()
		],
		[
			'a second copy that a person asked for',
			begin('a')
				.dot('a', UNCLEAR)
				.result('a', 'uncertain', { code: 'connection-lost' })
				.done(0, 0, 1)
				.post(['a'], { attempt: 2, risk: true })
				.listen(1, { run: 'run-2' })
				.result('a', 'uncertain', { code: 'connection-lost', replayed: true })
				.dot('a')
				.result('a', 'sent', { attempt: 2 })
				.done(1)
				.end()
		],
		[
			'a connection cut by the server, which the relay was killed too soon to learn of',
			{
				...begin('a', 'b')
					.kill(1)
					.post(['a', 'b'])
					.listen(2)
					.result('a', 'uncertain', INTERRUPTED)
					.result('b', 'uncertain', INTERRUPTED)
					.done(0, 0, 2)
					.end(),
				cutConnections: 1
			}
		],
		[
			'somebody twice in doubt, by a kill and then by a server',
			begin('a')
				.dot('a')
				.kill()
				.post(['a'])
				.listen(1)
				.result('a', 'uncertain', INTERRUPTED)
				.done(0, 0, 1)
				.post(['a'], { attempt: 2, risk: true })
				.listen(1, { run: 'run-3' })
				.dot('a', { told: 'garbage', ended: true })
				.result('a', 'uncertain', { code: 'connection-lost', attempt: 2 })
				.done(0, 0, 1)
				.end()
		],
		['a mailing cancelled', begin('a', 'b').dot('a').result('a', 'sent').wish('cancel').done(1, 0, 0, 1).end()],
		['a cancelling that was never confirmed', begin('a').wish('cancel', { granted: false }).kill().end()],
		['a posting that was turned away', begin('a').dot('a').result('a', 'sent').done(1).post(['x']).turnAway().end()],
		[
			'a pause that ended with its mailing, and people who were sent to again after it',
			begin('a', 'b')
				.dot('a', { accepted: false })
				.result('a', 'failed')
				.wish('pause')
				.dot('b', { accepted: false })
				.result('b', 'failed')
				.done(0, 2)
				.post(['a', 'b'], { attempt: 2 })
				.listen(2, { run: 'run-2' })
				.dot('a')
				.result('a', 'sent', { attempt: 2 })
				.dot('b')
				.result('b', 'sent', { attempt: 2 })
				.done(2)
				.end()
		],
		[
			'an end that is heard once more when the next attempt has been posted',
			begin('a')
				.dot('a', { accepted: false })
				.result('a', 'failed')
				.done(0, 1)
				.post(['a'], { attempt: 2 })
				.follow('run-1', 2)
				.done(0, 1)
				.dot('a')
				.post(['a'], { attempt: 2 })
				.listen(1, { run: 'run-2' })
				.result('a', 'sent', { attempt: 2 })
				.end()
		],
		['one under way', begin('a', 'b').dot('a').end({ over: false })],
		[
			'what was under way at a pause',
			begin('a', 'b')
				.wish('pause')
				.dot('a')
				.wish('resume')
				.dot('b')
				.result('a', 'sent')
				.result('b', 'sent')
				.done(2)
				.end()
		],
		[
			'two devices that listen to one run',
			begin('a').switchTo(1).post(['a']).listen(1).dot('a').result('a', 'sent').done(1).end()
		],
		[
			'a stream taken up again where it broke off',
			begin('a', 'b').dot('a').result('a', 'sent').follow('run-1', 2).dot('b').result('b', 'sent').done(2).end()
		]
	])('%s', (_what, trial) => {
		expect(checkTrial(trial)).toEqual([])
	})
})

describe('the checker reports', () => {
	test.each<[string, Trial, string[]]>([
		['whom nobody decided about', begin('a', 'b').dot('a').result('a', 'sent').end(), ['lost b']],
		[
			'who was posted after a cancelling, as a further attempt, and forgotten',
			begin('a').wish('cancel').post(['a'], { attempt: 2 }).end(),
			['lost a']
		],
		['two copies', begin('a').dot('a').kill().dot('a').result('a', 'sent').done(1).end(), ['twice a']],
		[
			'two copies of which one is uncertain',
			begin('a')
				.dot('a', { told: 'nothing' })
				.kill()
				.post(['a'])
				.listen(1)
				.result('a', 'uncertain', INTERRUPTED)
				.dot('a')
				.done(0, 0, 1)
				.end(),
			['sent-again a', 'twice a']
		],
		[
			'a message sent again after no answer, even when the first was not accepted',
			begin('a')
				.dot('a', { ...UNCLEAR, accepted: false })
				.dot('a')
				.result('a', 'sent')
				.done(1)
				.end(),
			['sent-again a']
		],
		['"sent" of what never arrived', begin('a').result('a', 'sent').done(1).end(), ['false-sent a']],
		[
			'"sent" of what was refused',
			begin('a').dot('a', { accepted: false }).result('a', 'sent').done(1).end(),
			['false-sent a']
		],
		['"failed" of what arrived', begin('a').dot('a').result('a', 'failed').done(0, 1).end(), ['false-failed a']],
		[
			'somebody reached though cancelled',
			begin('a').dot('a').wish('cancel').done(0, 0, 0, 1).end(),
			['sent-though-cancelled a']
		],
		[
			'more sent after a pause than was under way',
			begin('a', 'b').wish('pause').dot('a').dot('b').result('a', 'sent').result('b', 'sent').done(2).end(),
			['sent-though-held']
		],
		[
			'a message to somebody who was not posted',
			begin('a').dot('a').dot('x').result('a', 'sent').done(1).end(),
			['stranger x']
		],
		[
			'a message in the wrong envelope',
			begin('a').dot('a', { to: 'b@example.org' }).result('a', 'sent').done(1).end(),
			['stranger a']
		],
		[
			'a message under another Message-ID than told',
			begin('a').dot('a', { messageId: '<other@example.org>' }).result('a', 'sent').done(1).end(),
			['stranger a']
		],
		[
			'copies that differ',
			begin('a').dot('a', { accepted: false }).dot('a', { digest: 'other' }).result('a', 'sent').done(1).end(),
			['copy-differs a']
		],
		[
			'a result that changes',
			begin('a').dot('a').result('a', 'sent').kill().post(['a']).listen(1).result('a', 'failed').done(1).end(),
			['result-changed a']
		],
		[
			'a result told twice in a run',
			begin('a').dot('a').result('a', 'sent').result('a', 'sent').done(1).end(),
			['told-twice a']
		],
		[
			'a gap',
			begin('a').dot('a').hear({ type: 'resumed' }, { skip: 1 }).result('a', 'sent').done(1).end(),
			['out-of-order']
		],
		[
			'a run that tells two stories',
			begin('a').dot('a').result('a', 'sent').follow('run-1', 1).hear({ type: 'resumed' }).done(1).end(),
			['out-of-order']
		],
		['a wrong count', begin('a').dot('a').result('a', 'sent').done(0, 1).end(), ['miscounted']],
		[
			'somebody uncertain without an accident',
			begin('a').result('a', 'uncertain', { code: 'connection-lost' }).done(0, 0, 1).end(),
			['needlessly-uncertain a']
		],
		[
			'more people uncertain than connections were open',
			begin('a', 'b')
				.kill(1)
				.post(['a', 'b'])
				.listen(2)
				.result('a', 'uncertain', INTERRUPTED)
				.result('b', 'uncertain', INTERRUPTED)
				.done(0, 0, 2)
				.end(),
			['needlessly-uncertain b']
		],
		[
			'somebody interrupted long after the kill',
			begin('a', 'b')
				.kill(1)
				.post(['a', 'b'])
				.listen(2)
				.dot('a')
				.result('a', 'sent')
				.result('b', 'uncertain', INTERRUPTED)
				.done(1, 0, 1)
				.end(),
			['needlessly-uncertain b']
		]
	])('%s', (_what, trial, found) => {
		expect(rules(trial)).toEqual(found)
	})
})
