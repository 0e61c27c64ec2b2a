import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { COMMANDS, seeToTheEnd } from './commands.ts'
import { MailingModel } from './mailing-model.ts'
import { World } from './world.ts'

const RUNS = process.env.FAULTS === 'full' ? 5000 : 300
const LONGEST = 80
const ENDS_WITHIN_MS = 900_000

describe('the state machine of a mailing', { timeout: ENDS_WITHIN_MS }, () => {
	test('does what its model says, whatever people, servers and machines do, and in whatever order', async () => {
		const stories = fc.commands(COMMANDS, { maxCommands: LONGEST, size: 'max' })

		await fc.assert(
			fc.asyncProperty(stories, async (commands) => {
				const model = new MailingModel()
				const world = new World()

				await fc.asyncModelRun(() => ({ model, real: world }), commands)
				await seeToTheEnd(model, world)

				for (const { known, accepted, risks } of model.people.values()) {
					const [last] = known.slice(-1)
					expect(last?.fate).toMatch(/^(sent|failed|uncertain|cancelled)$/)
					expect(accepted).toBeLessThanOrEqual(1 + risks)
				}
			}),
			{ numRuns: RUNS }
		)
	})
})
