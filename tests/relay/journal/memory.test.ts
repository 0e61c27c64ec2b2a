import { createMemoryJournal } from '#relay/journal/memory.ts'
import { describeJournal } from '#tests/support/journal-contract.ts'

describeJournal('createMemoryJournal', async () => createMemoryJournal())
