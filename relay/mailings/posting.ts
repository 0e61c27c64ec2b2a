import type { Pace } from '#shared/wire/mailing.ts'
import type { Result } from './ledger.ts'
import type { Way } from './opener.ts'
import type { Outgoing } from './send-queue.ts'

/** With what a mailing is sent; the latest posting's counts. `account` is the name its quota goes by. */
type Settings = { way: Way; account: string; pace: Pace }

/** What a posting adds to a run: what is to be sent, and what is decided and to be told again. */
export type Posting = { fresh: readonly Outgoing[]; decided: readonly Result[]; settings: Settings }
