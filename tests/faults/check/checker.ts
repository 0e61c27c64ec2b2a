import { checkDeliveries } from './deliveries.ts'
import { tellStory } from './story.ts'
import { checkTelling } from './telling.ts'
import type { Finding, Trial } from './trial.ts'
import { checkUncertainty } from './uncertainty.ts'

/** Compares what the devices saw of one mailing with what the server accepted. Pure; empty when the promise was kept. */
export function checkTrial(trial: Trial): Finding[] {
	const story = tellStory(trial)
	return [...checkDeliveries(trial, story), ...checkTelling(trial, story), ...checkUncertainty(trial, story)]
}
