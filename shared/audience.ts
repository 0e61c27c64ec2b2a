import { mailboxKey } from './address.ts'
import { answerState, type AnswerState } from './consent.ts'
import { isMinor, type Day } from './day.ts'
import type { Guardian } from './guardian.ts'
import type { ListedMember } from './listed-member.ts'
import type { MailingOptions } from './mailing-options.ts'
import type { Member } from './member.ts'
import type { FailureCode } from './wire/failure.ts'

/** Somebody who was chosen, and what decides whether and how he is written to. */
export type Chosen = Pick<ListedMember, 'member' | 'answers' | 'guardians'>

/** What of a mailing decides who gets it, and how. */
export type AudienceOptions = Pick<MailingOptions, 'purpose' | 'households' | 'guardians' | 'letters'>

/** What a server said when it refused an address for good; `at` in ISO 8601, UTC. */
export type Refusal = { at: string; code: FailureCode; reply: string }

/** What is known besides, when an audience is made; `refusals` by `mailboxKey`. */
export type AudienceFacts = { refusals: ReadonlyMap<string, Refusal>; today: Day }

/** One message: whom it is for, and where it goes. */
export type AudienceMessage = {
	/** For whom it is, and whose values it is filled in with first. */
	member: Member
	/** Who else it is for; empty but where those who share an address get one message. */
	alsoFor: readonly Member[]
	/** Whose address it is, where it is not the member's own. */
	guardian?: Guardian | undefined
	/** As it was typed, without spaces around it. */
	address: string
}

/** Why nothing can be sent to somebody; equal to the end of its key in the catalogue. */
export type AddressObstacle = 'no-address' | 'odd-address' | 'refused'
/** Why somebody gets no message; equal to the end of its key in the catalogue. */
export type ExclusionReason = AddressObstacle | 'news-no' | 'news-never' | 'news-expired'

/** Somebody who was chosen and gets no message, with the address that it would have gone to. */
export type Excluded<Reason = ExclusionReason> = {
	member: Member
	reason: Reason
	address: string
	/** With the reason `refused` only. */
	refusal?: Refusal | undefined
}

/**
 * Who gets a mailing, and how. Everybody chosen is in exactly one of the three: in messages (as `member` or in `alsoFor`,
 * several times where guardians are written to), in letters, or excluded.
 */
export type Audience = {
	messages: AudienceMessage[]
	letters: Excluded<AddressObstacle>[]
	excluded: Excluded[]
	/** Minors who are written to themselves, because no guardian of theirs can be. */
	withoutGuardian: Member[]
	/** How many members have a message go to an address to which that of another goes as well, before any are joined. */
	sharing: number
}

type Mailbox = { key: string; address: string; guardian?: Guardian }
type Obstacle = Omit<Excluded<AddressObstacle>, 'member'>

/**
 * Says who of those chosen gets what, in their order.
 *
 * News needs a yes that holds: who answered no, was never asked, or whose yes is over gets neither message nor letter. A
 * convocation goes to everybody. An address that a server refused for good is passed over. With `guardians`, a minor's
 * guardians are written to: those who have the right `mail`, or, when none has it, all; where none can be reached, he
 * himself. Whose birth date is not known is no minor.
 */
export function listAudience(people: Iterable<Chosen>, options: AudienceOptions, facts: AudienceFacts): Audience {
	const audience: Audience = { messages: [], letters: [], excluded: [], withoutGuardian: [], sharing: 0 }
	const post = new Post(audience.messages, options.households)
	for (const { member, answers, guardians } of people) {
		const state = options.purpose === 'newsletter' ? answerState(answers, 'newsletter', facts.today) : 'yes'
		if (state !== 'yes') {
			audience.excluded.push({ member, reason: NEWS_REASONS[state], address: member.email.trim() })
			continue
		}
		const asks = options.guardians !== 'never' && isMinor(member.birthDate, facts.today)
		const elders = asks ? readMailboxes(guardiansToWrite(guardians), facts) : NONE
		const own = readMailbox(member.email, facts)
		const found = chooseWays(own, elders.mailboxes, options)
		for (const mailbox of found) post.add(member, mailbox)
		if (asks && found.length > 0 && elders.mailboxes.length === 0) audience.withoutGuardian.push(member)
		if (found.length > 0) continue
		const obstacle = obstacleOf(own, elders.obstacles)
		audience[options.letters ? 'letters' : 'excluded'].push({ member, ...obstacle })
	}
	audience.sharing = post.sharing.size
	return audience
}

/** Everybody a message is for. */
export const readersOf = ({ member, alsoFor }: Pick<AudienceMessage, 'member' | 'alsoFor'>): Member[] => [
	member,
	...alsoFor
]

/** Everybody for whom there is a message, each once. */
export const listReached = ({ messages }: Pick<Audience, 'messages'>): Member[] => [
	...new Set(messages.flatMap(readersOf))
]

const NEWS_REASONS: Record<Exclude<AnswerState, 'yes'>, ExclusionReason> = {
	no: 'news-no',
	never: 'news-never',
	expired: 'news-expired'
}

const NONE: { mailboxes: Mailbox[]; obstacles: Obstacle[] } = { mailboxes: [], obstacles: [] }

function guardiansToWrite(guardians: readonly Guardian[] = []): readonly Guardian[] {
	const named = guardians.filter(({ rights }) => rights.includes('mail'))
	return named.length > 0 ? named : guardians
}

function readMailboxes(guardians: readonly Guardian[], facts: AudienceFacts): typeof NONE {
	const mailboxes: Mailbox[] = []
	const obstacles: Obstacle[] = []
	for (const guardian of guardians) {
		const read = readMailbox(guardian.email, facts)
		if ('reason' in read) obstacles.push(read)
		else mailboxes.push({ ...read, guardian })
	}
	return { mailboxes, obstacles }
}

function readMailbox(email: string, { refusals }: AudienceFacts): Mailbox | Obstacle {
	const address = email.trim()
	if (address === '') return { reason: 'no-address', address }
	const key = mailboxKey(address)
	if (key === undefined) return { reason: 'odd-address', address }
	const refusal = refusals.get(key)
	return refusal ? { reason: 'refused', address, refusal } : { key, address }
}

/** Where messages about one member go, each mailbox once. */
function chooseWays(own: Mailbox | Obstacle, elders: readonly Mailbox[], { guardians }: AudienceOptions): Mailbox[] {
	const alone = 'key' in own ? [own] : []
	if (elders.length === 0) return alone
	const all = guardians === 'instead' ? elders : [...alone, ...elders]
	return all.filter(({ key }, at) => all.findIndex((other) => other.key === key) === at)
}

/** What a person can do most about: an address that was refused, be it a guardian's, is there already. */
const obstacleOf = (own: Mailbox | Obstacle, elders: readonly Obstacle[]): Obstacle =>
	[own, ...elders].find((each): each is Obstacle => 'reason' in each && each.reason === 'refused') ?? (own as Obstacle)

/** Messages as they are made. A hundred thousand take a fraction of a second: nothing is made of those at one address but what they share. */
class Post {
	readonly #messages: AudienceMessage[]
	readonly #together: boolean
	readonly #firstByMailbox = new Map<string, AudienceMessage>()
	/** Those who share an address. */
	readonly sharing = new Set<Member>()

	constructor(messages: AudienceMessage[], together: boolean) {
		this.#messages = messages
		this.#together = together
	}

	/** Adds a message about a member; with households on, to the one that goes there already. */
	add(member: Member, { key, address, guardian }: Mailbox): void {
		const first = this.#firstByMailbox.get(key)
		if (first) this.sharing.add(first.member).add(member)
		if (first && this.#together) return join(first, member, guardian === undefined ? address : undefined)
		const message: AudienceMessage = { member, alsoFor: NOBODY, ...(guardian && { guardian }), address }
		this.#messages.push(message)
		if (!first) this.#firstByMailbox.set(key, message)
	}
}

const NOBODY: readonly Member[] = []

/** Makes a message be for a further member; `ownAddress` when it is his own: then he comes before whoever has a guardian there. */
function join(message: AudienceMessage, member: Member, ownAddress: string | undefined): void {
	if (!message.guardian || ownAddress === undefined) {
		message.alsoFor = [...message.alsoFor, member]
		return
	}
	Object.assign(message, { member, alsoFor: readersOf(message), guardian: undefined, address: ownAddress })
}
