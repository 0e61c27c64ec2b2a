import { formatReply, type Reply } from './reply.ts'
import { RULES, type Rule, type Stage, type Verdict } from './reply-rules.ts'
import { GREYLISTED } from './reply-words.ts'
import type { Failure } from './session.ts'
import { findWait } from './wait-hint.ts'

export type { Stage } from './reply-rules.ts'

/** More than any server has to say; keeps the patterns cheap, whatever one sends. */
const MAX_TEXT_LENGTH = 2000
/** People are called all sorts of things, which must not be taken for what the server says. */
const ADDRESS = /[^\s<>@]{1,64}@[^\s<>@]{1,255}/g
/** A reply that no rule fits, such as success where it makes no sense: the two sides no longer understand each other. */
const OUT_OF_STEP: Verdict = { code: 'smtp-protocol', scope: 'connection' }

/** Says what a reply other than the hoped-for one means, and whether trying again can help. */
export function classifyReply(stage: Stage, reply: Reply): Failure {
	const text = reply.lines.join(' ').slice(0, MAX_TEXT_LENGTH).replaceAll(ADDRESS, '')
	const rule = RULES.find((each) => fits(each, { stage, reply, text }))
	const { code, scope, throttle = false, policy } = rule?.verdict ?? OUT_OF_STEP
	const temporary = classOf(reply) === 4
	return {
		code,
		scope,
		throttle,
		temporary: temporary || code === 'smtp-protocol',
		reply: formatReply(reply),
		stage,
		...(policy && { policy }),
		...(temporary && GREYLISTED.test(text) && { greylisted: true }),
		...((throttle || temporary) && findWait(text))
	}
}

function fits(rule: Rule, { stage, reply, text }: { stage: Stage; reply: Reply; text: string }): boolean {
	if (!rule.at.includes(stage) || reply.code < 400) return false
	if (rule.class !== undefined && rule.class !== classOf(reply)) return false
	if (rule.codes && !rule.codes.includes(reply.code)) return false
	if (rule.bare && reply.enhanced !== undefined) return false
	if (rule.enhanced && !rule.enhanced.test(reply.enhanced ?? '')) return false
	if (rule.says === undefined) return true
	const patterns = rule.says instanceof RegExp ? [rule.says] : rule.says
	return patterns.some((pattern) => pattern.test(text))
}

function classOf({ code }: Reply): number {
	return Math.floor(code / 100)
}
