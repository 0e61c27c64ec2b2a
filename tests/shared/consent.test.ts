import { describe, expect, test } from 'vitest'
import {
	answerFor,
	answerOf,
	answerState,
	consentOf,
	isSameAnswer,
	listExceptions,
	NO_ANSWERS,
	type Answer
} from '#shared/consent.ts'
import type { Day } from '#shared/day.ts'
import type { MemberId } from '#shared/member.ts'

const TODAY = '2026-11-30' as Day
const YES: Answer = { given: true, on: '' }
const NO: Answer = { given: false, on: '' }
const KEY = { id: 'c1', memberId: 'm1' as MemberId, purpose: 'image' as const }

describe('answerState', () => {
	test.each([
		[null, 'never'],
		[NO, 'no'],
		[YES, 'yes'],
		[{ ...YES, until: '2026-11-30' as Day }, 'yes'],
		[{ ...YES, until: '2026-11-29' as Day }, 'expired'],
		[{ ...NO, until: '2026-11-29' as Day }, 'no']
	] as const)('holds %j for %s', (image, state) => {
		expect(answerState({ ...NO_ANSWERS, image }, 'image', TODAY)).toBe(state)
	})

	test('has a use of the image follow the general answer, until it is answered by itself', () => {
		const answers = { ...NO_ANSWERS, image: YES, 'image-social': NO }

		expect(answerState(answers, 'image-site', TODAY)).toBe('yes')
		expect(answerState(answers, 'image-social', TODAY)).toBe('no')
		expect(answerState(answers, 'newsletter', TODAY)).toBe('never')
		expect(answerFor(NO_ANSWERS, 'image-site')).toBeNull()
	})
})

describe('listExceptions', () => {
	test('names the uses that are answered otherwise', () => {
		expect(listExceptions({ ...NO_ANSWERS, image: YES, 'image-site': YES, 'image-press': NO })).toEqual(['image-press'])
		expect(listExceptions({ ...NO_ANSWERS, 'image-site': YES })).toEqual(['image-site'])
	})
})

describe('the row of an answer', () => {
	test('gives the answer back, and keeps no end of a refusal', () => {
		const answer: Answer = { ...YES, until: '2027-08-31' as Day, source: 'paper' }

		expect(answerOf(consentOf(answer, KEY))).toEqual(answer)
		expect(answerOf(consentOf({ ...answer, given: false }, KEY))).toEqual({ ...NO, source: 'paper' })
	})

	test('tells a source that nobody gave from none, and cuts one that is too long', () => {
		expect(consentOf({ ...YES, source: '  ' }, KEY).source).toBe('form')
		expect(answerOf(consentOf(YES, KEY))).toEqual(YES)
		expect(consentOf({ ...YES, source: 'é'.repeat(500) }, KEY).source).toHaveLength(200)
	})
})

describe('isSameAnswer', () => {
	test('passes over what is left out, and sees every part', () => {
		expect(isSameAnswer(YES, { ...YES, until: '', source: '' })).toBe(true)
		expect(isSameAnswer(null, undefined)).toBe(true)
		expect(isSameAnswer(YES, { ...YES, source: 'oral' })).toBe(false)
		expect(isSameAnswer(YES, { ...YES, until: TODAY })).toBe(false)
		expect(isSameAnswer(YES, null)).toBe(false)
	})
})
